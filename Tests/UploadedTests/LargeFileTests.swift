import Domain
import FlowKit
import Hosting
import Ports
import Testing
import Uploaded
import Wiring

/// Where every object is told to be larger than anything a test would store.
private struct LargeBlobs: AlteredBlobs {
    var blobs: any BlobStore

    func head(_ blob: Blob) async throws(PortError) -> BlobFacts {
        let facts = try await blobs.head(blob)
        return BlobFacts(
            blob: facts.blob,
            size: 1_000_000_001,
            type: facts.type,
            tag: facts.tag,
            sha256: facts.sha256,
            storedAt: facts.storedAt
        )
    }
}

@Suite struct LargeFileTests {
    private func taker(_ pipeline: Pipeline) throws -> QueueFront<SingleWork<Uploaded>> {
        var supply = SupplyOfAltered(try pipeline.supply()) { LargeBlobs(blobs: $0) }
        return QueueFront(try Uploaded(&supply), function: "uploaded", control: try supply.queueControl())
    }

    @Test func `a file of more than 1 GB is removed, and its document says why`() async throws {
        let pipeline = try await Pipeline()
        try await pipeline.fixtureDocument()
        let blob = try await pipeline.place()
        #expect(try await pipeline.replay("uploaded.version-2-6", to: taker(pipeline)) == 0)
        let document = try await pipeline.fixture()
        #expect(document.state == .failed(.tooLarge) && document.due == nil)
        #expect(try await !pipeline.isStored(blob))
    }

    @Test func `so is a drop, also where the order to remove it was lost`() async throws {
        let pipeline = try await Pipeline()
        try await pipeline.publishCatalogue()
        let blob = try await pipeline.place(Pipeline.Fixture.dropKey)
        let taker = try taker(pipeline)
        pipeline.transport.add(FaultyTransport.Fault("POST"))
        #expect(try await pipeline.replay("uploaded.drop", to: taker) == 1)
        #expect(try await pipeline.isStored(blob))
        #expect(try await pipeline.replay("uploaded.drop", to: taker) == 0)
        #expect(try await pipeline.dropped().state == .failed(.tooLarge))
        #expect(try await !pipeline.isStored(blob))
        #expect(try await pipeline.messages(in: "metadata").isEmpty)
    }
}
