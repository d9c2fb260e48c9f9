import Domain
import FlowKit
import Hosting
import Ports
import Testing
import Time
import Wiring

@Suite struct DropTests {
    private func pipelineWithDrop() async throws -> Pipeline {
        let pipeline = try await Pipeline()
        try await pipeline.publishCatalogue()
        try await pipeline.place(Pipeline.Fixture.dropKey)
        return pipeline
    }

    @Test func `a file that is dropped into the bucket becomes a document, and is processed`() async throws {
        let pipeline = try await pipelineWithDrop()
        #expect(try await pipeline.replay("uploaded.drop", to: pipeline.taker()) == 0)
        let document = try await pipeline.dropped()
        #expect(document.state == .extracting && document.organisation.text == "acme" && document.owner == .dropped)
        #expect(document.claim.name.text == "Q3 report (final) + ü.txt" && document.version == PipelineVersion(1, 2, 0))
        #expect(document.blob == pipeline.droppedBlob && document.verified?.size == 26)
        #expect(try await pipeline.messages(in: "metadata") == [.metadataRequested(document.id)])
        var supply = try pipeline.supply()
        let usage = try await supply.accounts().usage(of: document.organisation, on: Day(of: document.createdAt))
        #expect(usage == Usage())
    }

    @Test func `the same drop again is one document, announced again`() async throws {
        let pipeline = try await pipelineWithDrop()
        let taker = try pipeline.taker()
        #expect(try await pipeline.replay("uploaded.drop", to: taker) == 0)
        let once = try await pipeline.dropped()
        pipeline.clock.move(by: .seconds(3_600))
        #expect(try await pipeline.replay("uploaded.drop", to: taker) == 0)
        #expect(try await pipeline.dropped() == once)
        let message = Message.metadataRequested(once.id)
        #expect(try await pipeline.messages(in: "metadata") == [message, message])
        try await pipeline.change(once.id) { $0.state = .processed(reason: nil) }
        #expect(try await pipeline.replay("uploaded.drop", to: taker) == 0)
        #expect(try await pipeline.messages(in: "metadata").isEmpty)
        #expect(try await pipeline.isStored(once.blob))
    }

    @Test func `another version under the same key is another document`() async throws {
        let pipeline = try await pipelineWithDrop()
        let taker = try pipeline.taker()
        let second = try await pipeline.place(
            Pipeline.Fixture.dropKey,
            version: Pipeline.Fixture.otherVersion,
            holding: Array("a report that came later.\n".utf8)
        )
        #expect(try await pipeline.replay("uploaded.drop", to: taker) == 0)
        #expect(try await pipeline.replay("uploaded.multipart", to: taker) == 0)
        let first = try await pipeline.dropped()
        #expect(try await pipeline.document(DocumentID(ofDrop: second)).blob == second)
        #expect(try await pipeline.isStored(first.blob))
    }

    @Test(arguments: ["HEAD", "GET", "PutItem", "SendMessageBatch"], [true, false])
    func `what fails on the way comes again, and nothing is lost or doubled`(
        _ call: String,
        _ comesFirst: Bool
    ) async throws {
        let pipeline = try await pipelineWithDrop()
        let taker = try pipeline.taker()
        pipeline.transport.add(FaultyTransport.Fault(call, comesFirst: comesFirst))
        #expect(try await pipeline.replay("uploaded.drop", to: taker) == 1)
        #expect(try await pipeline.replay("uploaded.drop", to: taker) == 0)
        let document = try await pipeline.dropped()
        #expect(document.state == .extracting)
        #expect(Set(try await pipeline.messages(in: "metadata").map { "\($0)" }).count == 1)
        #expect(try await pipeline.reasons(in: "uploads-dead").isEmpty)
    }

    @Test func `a drop is told once, a day late, and is looked after from then`() async throws {
        let pipeline = try await pipelineWithDrop()
        pipeline.clock.move(by: .seconds(100_000))
        #expect(try await pipeline.replay("uploaded.drop", to: pipeline.taker()) == 0)
        let document = try await pipeline.dropped()
        #expect(document.state == .extracting && document.updatedAt > document.createdAt + .seconds(90_000))
    }

    @Test func `without a catalogue that is ours a drop waits for one, and nothing is lost`() async throws {
        let pipeline = try await Pipeline()
        let blob = try await pipeline.place(Pipeline.Fixture.dropKey)
        try await pipeline.put(Array("{}".utf8), as: "engines/catalogue.json", in: "configuration")
        #expect(try await pipeline.replay("uploaded.drop", to: pipeline.taker()) == 1)
        #expect(try await pipeline.isStored(blob))
    }
}
