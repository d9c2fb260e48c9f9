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
