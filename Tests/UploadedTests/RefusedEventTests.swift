import Domain
import FlowKit
import Hosting
import Testing

@Suite struct RefusedEventTests {
    @Test(arguments: [
        ("version-3-0", "malformed-event"), ("not-json", "malformed-event"), ("wrong-types", "malformed-event"),
        ("key-not-encoded", "malformed-event"), ("unknown-bucket", "unknown-bucket"), ("unknown-key", "unknown-key"),
        ("unknown-organisation", "unknown-key"), ("other-month", "unknown-key"),
        ("unknown-document", "unknown-document"), ("removed", "unknown-event"), ("lifecycle", "unknown-event"),
        ("replication", "unknown-event"),
    ])
    func `what nobody can take lies among the dead letters, with the reason, and nothing else happens`(
        _ event: String,
        _ code: String
    ) async throws {
        let pipeline = try await Pipeline()
        try await pipeline.publishCatalogue()
        let requested = try await pipeline.fixtureDocument()
        var blobs: [Blob] = []
        for key in [
            Pipeline.Fixture.key, "elsewhere/report.pdf", "drop/Not A Label/report.pdf",
            "3f/2025/11/\(Pipeline.Fixture.id)", "00/2026/11/00000000-0000-4000-8000-000000000000",
        ] { blobs.append(try await pipeline.place(key, holding: Array("bytes".utf8))) }
        #expect(try await pipeline.replay("uploaded.\(event)", to: pipeline.taker()) == 0)
        #expect(try await pipeline.reasons(in: "uploads-dead") == [code])
        #expect(try await pipeline.fixture() == requested)
        for blob in blobs { #expect(try await pipeline.isStored(blob)) }
        #expect(try await pipeline.messages(in: "metadata").isEmpty)
    }

    @Test(arguments: [
        ("unknown-bucket", #"The bucket "somebody-elses" is not"#),
        (
            "unknown-key",
            #"The object "\#(Pipeline.documents.bucket)/elsewhere/report.pdf version \#(Pipeline.Fixture.version)" has"#
        ),
        // What somebody calls a file is told to no log.
        ("unknown-organisation", #"The object "\#(Pipeline.documents.bucket)/drop/Not A Label/\u2026 version"#),
    ])
    func `the reason names what nobody knows`(_ event: String, _ beginning: String) async throws {
        let pipeline = try await Pipeline()
        #expect(try await pipeline.replay("uploaded.\(event)", to: pipeline.taker()) == 0)
        let words = try #require(try await pipeline.reasons(in: "uploads-dead", by: "message").first)
        #expect(words.hasPrefix(beginning), "\(words)")
    }

    @Test func `a key that an outsider chose is cut, and turns no terminal`() async throws {
        let pipeline = try await Pipeline()
        let key = "%1B%5B2J%C2%9B%E2%80%AE" + String(repeating: "k", count: 2_000)
        let text = String(decoding: try pipeline.event("uploaded.unknown-key").bytes, as: UTF8.self)
        let event = EventBytes(Array(text.split(separator: "elsewhere/report.pdf").joined(separator: key).utf8))
        _ = try await pipeline.taker().handle(event, context: pipeline.context())
        let words = try #require(try await pipeline.reasons(in: "uploads-dead", by: "message").first)
        #expect(words.contains(#"/\u001b[2J\u009b\u202ekkk"#), "\(words)")
        #expect(words.contains(#"kkk"… has the key"#), "\(words)")
        #expect(words.utf8.count < 1_400)
    }

    @Test(arguments: ["test", "folder", "results"])
    func `what concerns nobody is passed over in silence`(_ event: String) async throws {
        let pipeline = try await Pipeline()
        // Nobody looks at the object.
        pipeline.transport.add(FaultyTransport.Fault("HEAD", breaks: 9))
        #expect(try await pipeline.replay("uploaded.\(event)", to: pipeline.taker()) == 0)
        #expect(try await pipeline.reasons(in: "uploads-dead").isEmpty)
    }

    @Test func `all objects of one event are taken`() async throws {
        let pipeline = try await Pipeline()
        try await pipeline.publishCatalogue()
        try await pipeline.fixtureDocument()
        try await pipeline.place()
        try await pipeline.place(Pipeline.Fixture.dropKey)
        #expect(try await pipeline.replay("uploaded.several-records", to: pipeline.taker()) == 0)
        #expect(try await pipeline.fixture().state == .uploaded)
        #expect(try await pipeline.dropped().state == .extracting)
    }

    @Test func `one object that nobody knows keeps no other from being taken`() async throws {
        let pipeline = try await Pipeline()
        try await pipeline.publishCatalogue()
        try await pipeline.place(Pipeline.Fixture.dropKey)
        let taker = try pipeline.taker()
        // What may yet succeed comes first: only then is the event refused.
        pipeline.transport.add(FaultyTransport.Fault("HEAD"))
        #expect(try await pipeline.replay("uploaded.one-of-several-unknown", to: taker) == 1)
        #expect(try await pipeline.reasons(in: "uploads-dead").isEmpty)
        #expect(try await pipeline.replay("uploaded.one-of-several-unknown", to: taker) == 0)
        #expect(try await pipeline.reasons(in: "uploads-dead") == ["unknown-key"])
        #expect(try await pipeline.dropped().state == .extracting)
    }

    @Test func `each message of a batch has its own end`() async throws {
        let pipeline = try await Pipeline()
        try await pipeline.fixtureDocument()
        try await pipeline.place()
        #expect(try await pipeline.replay("uploaded.batch", to: pipeline.taker()) == 0)
        #expect(try await pipeline.fixture().state == .uploaded)
        #expect(try await pipeline.reasons(in: "uploads-dead") == ["unknown-key"])
    }
}
