import Domain
import FlowKit
import Hash
import Hosting
import Ports
import Testing
import Time
import Wiring

/// Where the bytes go, and their document with them, while somebody begins to read.
private struct VanishingBlobs: AlteredBlobs {
    var blobs: any BlobStore
    let documents: any DocumentStore
    let isDeleted: Bool

    func sha256(of blob: Blob) async throws(PortError) -> FileHash {
        guard let id = DocumentID(Pipeline.Fixture.id) else { throw .unknown(.position) }
        try await blobs.delete([blob])
        if isDeleted {
            try await documents.delete(id)
        } else {
            _ = try await documents.change(id) { $0.state = .failed(.checksumMismatch) }
        }
        return try await blobs.sha256(of: blob)
    }
}

@Suite struct HashTests {
    private func hash(_ pipeline: Pipeline) throws -> QueueFront<SingleWork<Hash>> {
        try pipeline.function(["DEAD_LETTER_QUEUE_URL": pipeline.url(of: "hashing-dead")]) { supply in
            QueueFront(try Hash(&supply), function: "hash", control: try supply.queueControl())
        }
    }

    /// Confirmed, and hashed by nobody.
    private func pipelineWithDocument(_ bytes: [UInt8]? = nil) async throws -> Pipeline {
        let pipeline = try await Pipeline()
        let blob = try await pipeline.place(holding: bytes)
        try await pipeline.fixtureDocument { document in
            document.blob = blob
            document.verified = VerifiedFile(size: 15, uploadedAt: document.createdAt)
            document.state = .extracting
        }
        return pipeline
    }

    /// Of `a file to scan` and a line feed.
    private let known = FileHash(hex: "c200fee9daa03018a8eb995209fc677fb8843b006d59ecec6abcede53c8c3831")

    private func fixtureID() throws -> DocumentID { try #require(DocumentID(Pipeline.Fixture.id)) }

    @Test func `bytes that nobody has hashed are read once, and the orchestrator is told`() async throws {
        let pipeline = try await pipelineWithDocument()
        let before = try await pipeline.document(fixtureID())
        for (operation, calls) in [("GET", 1), ("GetItem", 1), ("HEAD", 0), ("UpdateItem", 0)] {
            pipeline.transport.add(FaultyTransport.Fault(operation, passes: calls, breaks: 9))
        }
        #expect(try await pipeline.replay("hash.requested", to: hash(pipeline)) == 0)
        let sha256 = try #require(known)
        #expect(try await pipeline.messages(in: "orchestrator") == [.hashed(before.id, sha256)])
    }

    @Test func `long files are read piece by piece`() async throws {
        let pipeline = try await pipelineWithDocument([UInt8](repeating: 0, count: 9_000_000))
        #expect(try await pipeline.replay("hash.requested", to: hash(pipeline)) == 0)
        let sha256 = try #require(FileHash(hex: "177ffe9ef4bc54e6880afccabfbdb0273a15b89c0e663eabeeb8e9cda211f21f"))
        #expect(try await pipeline.messages(in: "orchestrator") == [.hashed(try fixtureID(), sha256)])
    }

    @Test func `a hash that is known is told again, and nothing is read`() async throws {
        let pipeline = try await pipelineWithDocument()
        let sha256 = try #require(FileHash(bytes: [UInt8](repeating: 7, count: 32)))
        try await pipeline.change(fixtureID()) { $0.verified?.sha256 = sha256 }
        pipeline.transport.add(FaultyTransport.Fault("GET", breaks: 9))
        #expect(try await pipeline.replay("hash.requested", to: hash(pipeline)) == 0)
        #expect(try await pipeline.messages(in: "orchestrator") == [.hashed(try fixtureID(), sha256)])
    }

    @Test(arguments: [
        Document.State.requested, .uploaded, .scanning, .processed(reason: nil), .expired, .failed(.tooLarge),
    ])
    func `where nobody waits for it nothing is read`(_ state: Document.State) async throws {
        let pipeline = try await pipelineWithDocument()
        try await pipeline.change(fixtureID()) { $0.state = state }
        pipeline.transport.add(FaultyTransport.Fault("GET", breaks: 9))
        #expect(try await pipeline.replay("hash.requested", to: hash(pipeline)) == 0)
        #expect(try await pipeline.messages(in: "orchestrator").isEmpty)
    }

    @Test func `one that was given up is hashed all the same, for whoever has mended what held it`() async throws {
        let pipeline = try await pipelineWithDocument()
        try await pipeline.change(fixtureID()) { $0.state = .failed(.stuck) }
        #expect(try await pipeline.replay("hash.requested", to: hash(pipeline)) == 0)
        #expect(try await pipeline.messages(in: "orchestrator").count == 1)
    }

    @Test(arguments: [
        ("other-message", "wrong-message"), ("later-form", "malformed-event"), ("not-json", "malformed-event"),
    ])
    func `what is no request for a hash is refused`(_ event: String, _ code: String) async throws {
        let pipeline = try await pipelineWithDocument()
        #expect(try await pipeline.replay("hash.\(event)", to: hash(pipeline)) == 0)
        #expect(try await pipeline.reasons(in: "hashing-dead") == [code])
        #expect(try await pipeline.messages(in: "orchestrator").isEmpty)
    }

    @Test func `a document that was deleted meanwhile leaves nothing to do`() async throws {
        let pipeline = try await pipelineWithDocument()
        #expect(try await pipeline.replay("hash.unknown-document", to: hash(pipeline)) == 0)
        #expect(try await pipeline.reasons(in: "hashing-dead").isEmpty)
    }

    @Test func `bytes that are gone are told to whoever is on call`() async throws {
        let pipeline = try await pipelineWithDocument()
        try await pipeline.change(fixtureID()) { $0.blob.version = Pipeline.Fixture.otherVersion }
        #expect(try await pipeline.replay("hash.requested", to: hash(pipeline), receives: 2) == 1)
        #expect(try await pipeline.reasons(in: "hashing-dead") == [])
        #expect(try await pipeline.replay("hash.requested", to: hash(pipeline), receives: 3) == 0)
        #expect(try await pipeline.reasons(in: "hashing-dead") == ["bytes-gone"])
        #expect(try await pipeline.messages(in: "orchestrator").isEmpty)
    }

    @Test(arguments: [true, false])
    func `bytes that went with their document, or with its failure, concern nobody`(_ isDeleted: Bool) async throws {
        let pipeline = try await pipelineWithDocument()
        var ports = try pipeline.supply()
        let documents = try ports.documents()
        var supply = SupplyOfAltered(try pipeline.supply()) { blobs in
            VanishingBlobs(blobs: blobs, documents: documents, isDeleted: isDeleted)
        }
        let function = QueueFront(try Hash(&supply), function: "hash", control: try supply.queueControl())
        #expect(try await pipeline.replay("hash.requested", to: function) == 1)
        #expect(try await pipeline.replay("hash.requested", to: function, receives: 2) == 0)
        #expect(try await pipeline.reasons(in: "orchestrator-dead").isEmpty)
        #expect(try await pipeline.messages(in: "orchestrator").isEmpty)
    }

    @Test(arguments: ["GET", "GetItem", "SendMessageBatch"], [true, false])
    func `what fails on the way comes again, and is done then`(_ call: String, _ comesFirst: Bool) async throws {
        let pipeline = try await pipelineWithDocument()
        let function = try hash(pipeline)
        pipeline.transport.add(FaultyTransport.Fault(call, comesFirst: comesFirst))
        #expect(try await pipeline.replay("hash.requested", to: function) == 1)
        #expect(try await pipeline.replay("hash.requested", to: function) == 0)
        let message = Message.hashed(try fixtureID(), try #require(known))
        let isDoubled = call == "SendMessageBatch" && !comesFirst
        #expect(try await pipeline.messages(in: "orchestrator") == (isDoubled ? [message, message] : [message]))
    }

    @Test func `where the time is over the message comes again`() async throws {
        let pipeline = try await pipelineWithDocument()
        #expect(try await pipeline.replay("hash.requested", to: hash(pipeline), lasting: .milliseconds(900)) == 1)
        #expect(try await pipeline.messages(in: "orchestrator").isEmpty)
        #expect(try await pipeline.reasons(in: "hashing-dead").isEmpty)
    }

    @Test func `asked twice it answers twice the same`() async throws {
        let pipeline = try await pipelineWithDocument()
        #expect(try await pipeline.replay("hash.twice", to: hash(pipeline)) == 0)
        let message = Message.hashed(try fixtureID(), try #require(known))
        #expect(try await pipeline.messages(in: "orchestrator") == [message, message])
    }
}
