import Domain
import FlowKit
import Hosting
import Orchestrate
import Ports
import Testing
import Time
import Wiring

/// A pipeline with the orchestrator in it.
struct Conducted {
    let pipeline: Pipeline
    let function: QueueFront<BatchWork<Orchestrate>>

    init(engines: [String] = ["eicar", "second"]) async throws {
        pipeline = try await Pipeline()
        function = try pipeline.function { supply in
            QueueFront(batch: try Orchestrate(&supply), function: "orchestrate", control: try supply.queueControl())
        }
        try await pipeline.deploy(engines)
    }

    func tell(_ messages: Message..., receives: Int = 1) async throws -> [Int] {
        try await pipeline.deliver(messages, to: function, from: "orchestrator", receives: receives)
    }
}

@Suite struct OrchestrateTests {
    private func scan(of document: Document, _ engines: Set<String>, round: Int = 1) -> Message {
        .scanRequested(
            ScanRequest(
                document: document.id,
                round: round,
                engines: Set(engines.map(EngineName.init(unchecked:))),
                blob: document.blob,
                size: document.verified?.size ?? 0
            )
        )
    }

    @Test func `engines are asked when metadata and hash are there, whichever comes first`() async throws {
        for order in [[0, 1], [1, 0]] {
            let flow = try await Conducted()
            let document = try await flow.pipeline.uploaded(sha256: nil)
            let news: [Message] = [
                .metadataExtracted(document.id, type: "text/plain"), .hashed(document.id, .test(9)),
            ]
            #expect(try await flow.tell(news[order[0]]) == [])
            #expect(try await flow.pipeline.messages(in: "scan-eicar") == [])
            #expect(try await flow.tell(news[order[1]]) == [])
            #expect(try await flow.pipeline.messages(in: "scan-eicar") == [scan(of: document, ["eicar", "second"])])
            #expect(try await flow.pipeline.messages(in: "orchestrator") == [.deadline(document.id, round: 1)])
            let now = try await flow.pipeline.document(document.id)
            #expect(now.state == .scanning && now.round == 1 && now.verified?.type == "text/plain")
            #expect(now.verified?.sha256 == .test(9))
        }
    }

    @Test func `while the newest catalogue is none, rounds begin by the last good one, and the log says so`()
        async throws
    {
        let flow = try await Conducted()
        let pipeline = flow.pipeline
        for seen in [false, true] {
            let document = try await pipeline.uploaded(seen ? 2 : 1)
            #expect(try await flow.tell(.metadataExtracted(document.id, type: "text/plain")) == [])
            #expect(try await pipeline.document(document.id).state == .scanning)
            #expect(pipeline.lines.all.contains { $0.contains("the last good one goes on") } == seen)
            try await pipeline.put(Array("{}".utf8), as: "engines/catalogue.json", in: "configuration")
            pipeline.clock.move(by: .seconds(6))
        }
    }

    @Test func `a round whose announcement was lost is announced again`() async throws {
        let flow = try await Conducted()
        let document = try await flow.pipeline.uploaded()
        flow.pipeline.transport.add(FaultyTransport.Fault("Publish"))
        let news = Message.metadataExtracted(document.id, type: "text/plain")
        #expect(try await flow.tell(news) == [0])
        #expect(try await flow.tell(news, receives: 2) == [])
        #expect(try await flow.pipeline.messages(in: "scan-eicar") == [scan(of: document, ["eicar", "second"])])
    }

    @Test func `engines that are not there are answered for at once, and nobody else is`() async throws {
        let flow = try await Conducted(engines: ["eicar"])
        flow.pipeline.clock.move(by: .seconds(31 * 60))
        let document = try await flow.pipeline.uploaded()
        #expect(try await flow.tell(.metadataExtracted(document.id, type: "text/plain")) == [])
        #expect(try await flow.pipeline.messages(in: "scan-eicar") == [])
        let answers = try await flow.pipeline.messages(in: "results")
        guard case .engineFinished(let answer)? = answers.first else { return #expect(Bool(false), "\(answers)") }
        #expect(answer.finding == .open(.failure, .inline("not deployed")) && answers.count == 1)
    }

    @Test func `an engine that has come back is asked within seconds`() async throws {
        let flow = try await Conducted(engines: ["eicar"])
        flow.pipeline.clock.move(by: .seconds(31 * 60))
        var documents: [Document] = []
        for (number, pause) in [(1, 0), (2, 6)] {
            flow.pipeline.clock.move(by: .seconds(pause))
            let document = try await flow.pipeline.uploaded(number)
            #expect(try await flow.tell(.metadataExtracted(document.id, type: "text/plain")) == [])
            try await flow.pipeline.report("eicar")
            documents.append(document)
        }
        #expect(try await flow.pipeline.messages(in: "scan-eicar") == [scan(of: documents[1], ["eicar"])])
    }

    @Test func `where no engine takes the file it is done at once`() async throws {
        let flow = try await Conducted()
        try await flow.pipeline.deploy(["eicar"], types: ["image/*"])
        flow.pipeline.clock.move(by: .seconds(6))
        let document = try await flow.pipeline.uploaded()
        #expect(try await flow.tell(.metadataExtracted(document.id, type: "text/plain")) == [])
        let now = try await flow.pipeline.document(document.id)
        #expect(now.state == .processed(reason: "no engine") && now.due == nil)
        #expect(try await flow.pipeline.messages(in: "updates") == [.documentUpdated(document.id)])
    }

    @Test func `a hash other than the announced one ends the document`() async throws {
        let flow = try await Conducted()
        let document = try await flow.pipeline.uploaded(sha256: nil) { $0.claim.sha256 = .test(1) }
        #expect(try await flow.tell(.hashed(document.id, .test(2))) == [])
        #expect(try await flow.pipeline.document(document.id).state == .failed(.checksumMismatch))
        #expect(try await flow.pipeline.messages(in: "updates") == [.documentUpdated(document.id)])
    }

    @Test func `what another document's engines said of the same bytes is taken over`() async throws {
        let flow = try await Conducted()
        let first = try await flow.pipeline.uploaded(1) { document in
            document.state = .processed(reason: nil)
            document.round = 1
        }
        var supply = try flow.pipeline.supply()
        let results = try supply.results()
        let found = flow.pipeline.result(.malicious, by: "eicar", of: first, text: "EICAR")
        _ = try await results.put(found, replacing: nil)
        _ = try await results.put(flow.pipeline.result(.failure, by: "second", of: first), replacing: nil)
        let second = try await flow.pipeline.uploaded(2)
        #expect(try await flow.tell(.metadataExtracted(second.id, type: "text/plain")) == [])
        #expect(try await flow.pipeline.messages(in: "scan-eicar") == [])
        let answers = try await flow.pipeline.messages(in: "results")
        guard case .engineFinished(let answer)? = answers.first else { return #expect(Bool(false), "\(answers)") }
        #expect(answers.count == 1 && answer.document == second.id && answer.origin == .reused(sealedFor: nil))
        #expect(answer.finding == found.finding && answer.endedAt == found.endedAt)
    }

    @Test func `an engine that did not answer is answered for, unless its work still waits`() async throws {
        let flow = try await Conducted()
        let document = try await flow.pipeline.uploaded()
        _ = try await flow.tell(.metadataExtracted(document.id, type: "text/plain"))
        // The message for eicar lies in its queue; for the other there is no queue at all.
        #expect(try await flow.tell(.deadline(document.id, round: 1)) == [])
        let answers = try await flow.pipeline.messages(in: "results")
        guard case .engineFinished(let answer)? = answers.first else { return #expect(Bool(false), "\(answers)") }
        #expect(answers.count == 1 && answer.engine.text == "second")
        #expect(answer.finding == .open(.failure, .inline("no answer")))
        let looks = try await flow.pipeline.messages(in: "orchestrator")
        #expect(looks == [.deadline(document.id, round: 1), .deadline(document.id, round: 1)])
    }

    @Test func `another round asks those who are named, and takes over what the others said`() async throws {
        let flow = try await Conducted()
        let document = try await flow.pipeline.uploaded {
            $0.state = .processed(reason: nil); $0.round = 1
        }
        var supply = try flow.pipeline.supply()
        let results = try supply.results()
        for engine in ["eicar", "second"] {
            _ = try await results.put(flow.pipeline.result(by: engine, of: document), replacing: nil)
        }
        let documents = try supply.documents()
        let engines: Set<EngineName> = [EngineName(unchecked: "eicar")]
        let now = flow.pipeline.clock.now
        let again = try await documents.change(document.id) { document -> Message? in
            do throws(Refusal) {
                return try document.rescan(engines, hasBegun: false, at: now)
            } catch {
                return nil
            }
        }
        let message = try #require(again.outcome)
        #expect(try await flow.tell(message) == [])
        #expect(try await flow.pipeline.messages(in: "scan-eicar") == [scan(of: document, ["eicar"], round: 2)])
        let answers = try await flow.pipeline.messages(in: "results")
        guard case .engineFinished(let answer)? = answers.first else { return #expect(Bool(false), "\(answers)") }
        #expect(answers.count == 1 && answer.engine.text == "second" && answer.round == 2)
        #expect(answer.origin == .reused(sealedFor: nil))
    }

    @Test func `of a document that was deleted nothing is left to do, and a wrong message is buried`() async throws {
        let flow = try await Conducted()
        let gone = DocumentID(UUID.v5(namespace: .url, name: "gone"))
        #expect(try await flow.tell(.hashed(gone, .test(1)), .deadline(gone, round: 1), .hashRequested(gone)) == [])
        #expect(try await flow.pipeline.messages(in: "orchestrator-dead") == [.hashRequested(gone)])
    }
}
