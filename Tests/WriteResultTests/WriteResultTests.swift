import Domain
import FlowKit
import Hosting
import Ports
import Testing
import Time
import Wiring
import WriteResult

@Suite struct WriteResultTests {
    private struct Desk {
        let pipeline: Pipeline
        let function: QueueFront<BatchWork<WriteResult>>
        let document: Document

        init(engines: [String] = ["eicar", "second"]) async throws {
            pipeline = try await Pipeline()
            function = try pipeline.function { supply in
                QueueFront(
                    batch: try WriteResult(&supply),
                    function: "write-result",
                    control: try supply.queueControl()
                )
            }
            document = try await pipeline.uploaded { document in
                document.state = .scanning
                document.round = 1
            }
            var supply = try pipeline.supply()
            let expected = Set(engines.map(EngineName.init(unchecked:)))
            _ = try await supply.tallies().add(expected: expected, finished: [], to: document.id, round: 1)
        }

        func tell(_ results: EngineResult...) async throws -> [Int] {
            try await pipeline.deliver(results.map { Message.engineFinished($0) }, to: function, from: "results")
        }
    }

    @Test func `the last result ends the document, and whoever watches is told`() async throws {
        let desk = try await Desk()
        let (one, two) = (
            desk.pipeline.result(by: "eicar", of: desk.document), desk.pipeline.result(by: "second", of: desk.document)
        )
        #expect(try await desk.tell(one) == [])
        #expect(try await desk.pipeline.document(desk.document.id).state == .scanning)
        #expect(try await desk.tell(two) == [])
        let ended = try await desk.pipeline.document(desk.document.id)
        #expect(ended.state == .processed(reason: nil) && ended.due == nil)
        #expect(try await desk.pipeline.results(of: desk.document.id) == [one, two])
        #expect(try await desk.pipeline.messages(in: "updates") == [.documentUpdated(desk.document.id)])
    }

    @Test func `results in one batch, twice and in any order, come to the same`() async throws {
        let desk = try await Desk()
        let (one, two) = (
            desk.pipeline.result(by: "eicar", of: desk.document), desk.pipeline.result(by: "second", of: desk.document)
        )
        #expect(try await desk.tell(two, one, two, one) == [])
        #expect(try await desk.tell(one) == [])
        #expect(try await desk.pipeline.results(of: desk.document.id) == [one, two])
        #expect(try await desk.pipeline.document(desk.document.id).state == .processed(reason: nil))
    }

    @Test func `a late answer takes the place of none, is marked, and is told`() async throws {
        let desk = try await Desk(engines: ["eicar"])
        let none = desk.pipeline.result(.failure, by: "eicar", of: desk.document, text: "no answer")
        #expect(try await desk.tell(none) == [])
        #expect(try await desk.pipeline.messages(in: "updates").count == 1)
        let found = desk.pipeline.result(.malicious, by: "eicar", of: desk.document, text: "EICAR")
        desk.pipeline.transport.add(FaultyTransport.Fault("Publish"))
        #expect(try await desk.tell(found) == [0])
        #expect(try await desk.tell(found) == [])
        var late = found
        late.isLate = true
        #expect(try await desk.pipeline.results(of: desk.document.id) == [late])
        #expect(try await desk.pipeline.messages(in: "updates") == [.documentUpdated(desk.document.id)])
        let other = desk.pipeline.result(.undetected, by: "eicar", of: desk.document)
        #expect(try await desk.tell(other) == [])
        #expect(try await desk.pipeline.results(of: desk.document.id) == [late])
    }

    @Test(arguments: ["PutItem", "UpdateItem", "GetItem"]) func `what fails on the way is done when it comes again`(
        _ operation: String
    ) async throws {
        for comesFirst in [true, false] {
            for passes in 0..<3 {
                let desk = try await Desk(engines: ["eicar"])
                let fault = FaultyTransport.Fault(operation, passes: passes, comesFirst: comesFirst)
                desk.pipeline.transport.add(fault)
                let result = desk.pipeline.result(.malicious, by: "eicar", of: desk.document)
                if try await desk.tell(result) == [0] { #expect(try await desk.tell(result) == []) }
                desk.pipeline.transport.mend()
                #expect(try await desk.pipeline.results(of: desk.document.id).count == 1)
                #expect(try await desk.pipeline.document(desk.document.id).state == .processed(reason: nil))
                #expect(try await desk.pipeline.messages(in: "updates").count >= 1)
            }
        }
    }

    @Test func `nothing is written of a document that was deleted`() async throws {
        let desk = try await Desk()
        var supply = try desk.pipeline.supply()
        let documents = try supply.documents()
        try await documents.clear(desk.document.id)
        try await documents.delete(desk.document.id)
        #expect(try await desk.tell(desk.pipeline.result(by: "eicar", of: desk.document)) == [])
        #expect(try await desk.pipeline.results(of: desk.document.id) == [])
        #expect(try await supply.tallies().round(1, of: desk.document.id) == RoundTally(round: 1))
    }

    @Test func `thirty results of one document in one moment are one update of its round`() async throws {
        let engines = (0..<30).map { "engine-\($0)" }
        let desk = try await Desk(engines: engines)
        let messages = engines.map { Message.engineFinished(desk.pipeline.result(by: $0, of: desk.document)) }
        #expect(try await desk.pipeline.deliver(messages, to: desk.function, from: "results") == [])
        #expect(try await desk.pipeline.results(of: desk.document.id).count == 30)
        #expect(try await desk.pipeline.document(desk.document.id).state == .processed(reason: nil))
    }

    @Test func `whoever changes a record that somebody has saved since changes what was saved`() async throws {
        let desk = try await Desk()
        var supply = try desk.pipeline.supply()
        let (documents, id, now) = (try supply.documents(), desk.document.id, desk.pipeline.clock.now)
        let loaded = try await documents.load(id)
        _ = try await documents.change(id) { $0.claim.type = "text/plain" }
        let (ended, effects) = try await documents.change(loaded: loaded) { $0.finish(round: 1, at: now) }
        #expect(ended.state == .processed(reason: nil) && ended.claim.type == "text/plain")
        #expect(effects == [.announce(.documentUpdated(id))])
        #expect(try await documents.load(id).value.state == ended.state)
    }
}
