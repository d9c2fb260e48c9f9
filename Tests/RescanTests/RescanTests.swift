import Domain
import FlowKit
import Hosting
import JSON
import Rescan
import Testing
import Time

@Suite struct RescanTests {
    private func rescan(
        _ pipeline: Pipeline,
        _ document: Document,
        _ body: String? = nil,
        as caller: Principal? = .uploader
    ) async throws -> CalledAnswer {
        let id = "\(document.id)"
        let step = try pipeline.function { HTTPFront(try Rescan(&$0)) }
        return try await pipeline.call(step, "POST", "/docs/\(id)/rescan", id: id, body: body, as: caller)
    }

    private func scanned(_ state: Document.State = .processed(reason: nil)) async throws -> (Pipeline, Document) {
        let pipeline = try await Pipeline()
        try await pipeline.deploy(["eicar", "other"])
        let document = try await pipeline.uploaded { document in
            document.state = state
            document.round = 1
        }
        return (pipeline, document)
    }

    @Test(arguments: [
        (String?.none, [String]?.none), ("{}", nil), (#"{"engines": null}"#, nil),
        (#"{"engines": ["other"]}"#, ["other"]), (#"{"engines": ["other", "eicar", "other"]}"#, ["eicar", "other"]),
    ])
    func `another round begins, of all engines or of some`(_ body: String?, _ engines: [String]?) async throws {
        let (pipeline, document) = try await scanned()
        let answer = try await rescan(pipeline, document, body)
        #expect(answer.status == 202)
        #expect(try answer.json["status"] == "in progress")
        #expect(try answer.json["urls"]?["scan-results"]?.string?.hasSuffix("/\(document.id)/scan-results") == true)
        let changed = try await pipeline.document(document.id)
        #expect(changed.state == .scanning && changed.round == 2 && changed.due != nil)
        let names = engines.map { Set($0.map(EngineName.init(unchecked:))) }
        #expect(
            try await pipeline.messages(in: "orchestrator")
                == [.roundRequested(document.id, round: 2, engines: names)]
        )
    }

    @Test func `a round whose announcement was lost is announced again, and is the same round`() async throws {
        let (pipeline, document) = try await scanned()
        pipeline.transport.add(FaultyTransport.Fault("SendMessageBatch"))
        #expect(try await rescan(pipeline, document).status == 503)
        for _ in 0..<2 { #expect(try await rescan(pipeline, document).status == 202) }
        let message = Message.roundRequested(document.id, round: 2, engines: nil)
        #expect(try await pipeline.messages(in: "orchestrator") == [message, message])
        #expect(try await pipeline.document(document.id).round == 2)
    }

    @Test func `who asks for other engines before the round has begun is told to wait, and not that they are asked`()
        async throws
    {
        let (pipeline, document) = try await scanned()
        for _ in 0..<2 {
            #expect(try await rescan(pipeline, document, #"{"engines": ["eicar"]}"#).status == 202)
        }
        for others in [#"{"engines": ["other"]}"#, #"{"engines": ["eicar", "other"]}"#, nil] {
            let answer = try await rescan(pipeline, document, others)
            #expect(answer.status == 409)
            #expect(try answer.json["type"] == "urn:assay:problem:under-way")
        }
        let message = Message.roundRequested(document.id, round: 2, engines: [EngineName(unchecked: "eicar")])
        #expect(try await pipeline.messages(in: "orchestrator") == [message, message])
    }

    @Test func `a round that has begun must end first`() async throws {
        let (pipeline, document) = try await scanned()
        #expect(try await rescan(pipeline, document).status == 202)
        try await pipeline.expect(["eicar"], of: document.id, round: 2)
        let answer = try await rescan(pipeline, document)
        #expect(answer.status == 409)
        #expect(try answer.json["type"] == "urn:assay:problem:under-way")
    }

    @Test(arguments: [
        (Document.State.requested, 409, "upload-missing"), (.uploaded, 409, "unconfirmed"),
        (.extracting, 409, "under-way"), (.scanning, 409, "under-way"), (.expired, 410, "expired"),
        (.archived, 410, "expired"), (.failed(.tooLarge), 409, "too-large"),
    ])
    func `what cannot be scanned again is not`(_ state: Document.State, _ status: Int, _ code: String) async throws {
        let (pipeline, document) = try await scanned(state)
        let answer = try await rescan(pipeline, document)
        #expect(answer.status == status)
        #expect(try answer.json["type"]?.string == "urn:assay:problem:\(code)")
        #expect(try await pipeline.document(document.id) == document)
        #expect(try await pipeline.messages(in: "orchestrator") == [])
    }

    @Test(arguments: [
        (#"{"engines": ["eicar", "norton"]}"#, 422, "unknown-engine"),
        (#"{"engines": ["No!"]}"#, 422, "unknown-engine"),
        (#"{"engines": []}"#, 422, "no-engines"), (#"{"engines": "eicar"}"#, 400, "malformed-body"),
        (#"{"engines": [7]}"#, 400, "malformed-body"), ("[", 400, "malformed-body"), ("[]", 400, "malformed-body"),
    ])
    func `a body that names no engines is refused`(_ body: String, _ status: Int, _ code: String) async throws {
        let (pipeline, document) = try await scanned()
        let answer = try await rescan(pipeline, document, body)
        #expect(answer.status == status)
        let problem = try answer.json
        #expect(problem["type"]?.string == "urn:assay:problem:\(code)")
        if code == "unknown-engine" { #expect(problem["detail"]?.string?.hasSuffix("eicar, other.") == true) }
        #expect(try await pipeline.document(document.id) == document)
    }

    @Test(arguments: [(Principal?.some(.stranger), 404), (.reader, 403), (nil, 401), (.administrator, 202)])
    func `who may not is told so`(_ caller: Principal?, _ status: Int) async throws {
        let (pipeline, document) = try await scanned()
        #expect(try await rescan(pipeline, document, as: caller).status == status)
    }

    @Test func `a document that is none is not found`() async throws {
        let (pipeline, _) = try await scanned()
        let step = try pipeline.function { HTTPFront(try Rescan(&$0)) }
        for id in ["no-id", "8c6b7d7e-0000-4000-8000-000000000000"] {
            #expect(try await pipeline.call(step, "POST", "/docs/\(id)/rescan", id: id).status == 404)
        }
    }
}
