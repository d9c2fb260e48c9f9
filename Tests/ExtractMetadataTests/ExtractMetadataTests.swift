import Domain
import ExtractMetadata
import FlowKit
import Hosting
import JSON
import Ports
import Testing
import Time
import Wiring

@Suite struct ExtractMetadataTests {
    private let page = Array("<!doctype html><title>A page</title>".utf8)

    /// A pipeline with the step in it.
    private struct Extracting {
        let pipeline: Pipeline
        let function: QueueFront<SingleWork<ExtractMetadata>>

        init() async throws {
            pipeline = try await Pipeline()
            function = try pipeline.function { supply in
                QueueFront(
                    try ExtractMetadata(&supply),
                    function: "extract-metadata",
                    control: try supply.queueControl()
                )
            }
        }

        func tell(_ messages: Message..., receives: Int = 1) async throws -> [Int] {
            try await pipeline.deliver(messages, to: function, from: "metadata", receives: receives)
        }

        func metadata(of document: Document) async throws -> Metadata? {
            var supply = try pipeline.supply()
            return try await supply.metadata().metadata(of: document.id)
        }
    }

    @Test func `a file's pairs are kept, and its type is told`() async throws {
        let flow = try await Extracting()
        let document = try await flow.pipeline.uploaded(bytes: page)
        #expect(try await flow.tell(.metadataRequested(document.id)) == [])
        let metadata = try #require(try await flow.metadata(of: document))
        #expect(metadata.scriptVersion == "basic-1")
        #expect(metadata.extractedAt.secondsSinceEpoch == document.createdAt.secondsSinceEpoch)
        #expect(metadata.pairs["mime"] == "text/html" && metadata.pairs["title"] == "A page")
        #expect(metadata.pairs["size"]?.int == page.count)
        #expect(
            try await flow.pipeline.messages(in: "orchestrator") == [.metadataExtracted(document.id, type: "text/html")]
        )
    }

    @Test func `a name that promises something else is told of`() async throws {
        let flow = try await Extracting()
        // Its name is report.pdf.
        let document = try await flow.pipeline.uploaded(bytes: page)
        #expect(try await flow.tell(.metadataRequested(document.id)) == [])
        let pairs = try #require(try await flow.metadata(of: document)).pairs
        #expect(pairs["mime_by_name"] == "application/pdf" && pairs["mismatch"] == true)
    }

    @Test func `the version that was confirmed is looked into, whatever was stored afterwards`() async throws {
        let flow = try await Extracting()
        let document = try await flow.pipeline.uploaded(bytes: page)
        try await flow.pipeline.put(Array("MZ something else".utf8), as: document.blob.key)
        #expect(try await flow.tell(.metadataRequested(document.id)) == [])
        #expect(try await flow.metadata(of: document)?.pairs["mime"] == "text/html")
    }

    @Test func `metadata whose announcement was lost are announced again`() async throws {
        let flow = try await Extracting()
        let document = try await flow.pipeline.uploaded(bytes: page)
        flow.pipeline.transport.add(FaultyTransport.Fault("SendMessageBatch"))
        #expect(try await flow.tell(.metadataRequested(document.id)) == [0])
        let first = try await flow.metadata(of: document)
        #expect(first != nil)
        #expect(try await flow.tell(.metadataRequested(document.id)) == [])
        #expect(try await flow.metadata(of: document)?.pairs == first?.pairs)
        #expect(
            try await flow.pipeline.messages(in: "orchestrator") == [.metadataExtracted(document.id, type: "text/html")]
        )
    }

    /// The bytes of a document go before its record: whoever reads meanwhile concerns nobody.
    @Test func `bytes that are gone are looked for again, before somebody is called`() async throws {
        let flow = try await Extracting()
        let document = try await flow.pipeline.uploaded(bytes: page)
        try await flow.pipeline.change(document.id) { $0.blob.version = Pipeline.Fixture.otherVersion }
        for receives in 1...2 {
            #expect(try await flow.tell(.metadataRequested(document.id), receives: receives) == [0])
        }
        #expect(try await flow.pipeline.reasons(in: "orchestrator-dead") == [])
        #expect(try await flow.tell(.metadataRequested(document.id), receives: 3) == [])
        #expect(try await flow.pipeline.reasons(in: "orchestrator-dead") == ["bytes-gone"])
    }

    @Test(arguments: ["GetItem", "GET", "PutItem"]) func `a service that does not answer is asked again`(
        _ operation: String
    ) async throws {
        let flow = try await Extracting()
        let document = try await flow.pipeline.uploaded(bytes: page)
        flow.pipeline.transport.add(FaultyTransport.Fault(operation))
        #expect(try await flow.tell(.metadataRequested(document.id)) == [0])
        #expect(try await flow.pipeline.messages(in: "orchestrator") == [])
        #expect(try await flow.tell(.metadataRequested(document.id)) == [])
        #expect(try await flow.metadata(of: document)?.pairs["mime"] == "text/html")
    }

    @Test func `two of the same message tell the same twice`() async throws {
        let flow = try await Extracting()
        let document = try await flow.pipeline.uploaded(bytes: page)
        #expect(try await flow.tell(.metadataRequested(document.id), .metadataRequested(document.id)) == [])
        let told = try await flow.pipeline.messages(in: "orchestrator")
        #expect(told == Array(repeating: .metadataExtracted(document.id, type: "text/html"), count: 2))
    }

    private static let later: [@Sendable (inout Document) -> Void] = [
        { $0.state = .scanning }, { $0.state = .processed(reason: nil) }, { $0.state = .expired },
        { $0.state = .failed(.tooLarge) }, { $0.verified?.type = "text/plain" },
    ]

    @Test func `where nobody waits for it, nothing is done`() async throws {
        for change in Self.later {
            let flow = try await Extracting()
            let document = try await flow.pipeline.uploaded(bytes: page) { change(&$0) }
            #expect(try await flow.tell(.metadataRequested(document.id)) == [])
            #expect(try await flow.metadata(of: document) == nil)
            #expect(try await flow.pipeline.messages(in: "orchestrator") == [])
        }
    }

    @Test func `a document that was deleted meanwhile is done with`() async throws {
        let flow = try await Extracting()
        let document = try await flow.pipeline.uploaded(bytes: page)
        var supply = try flow.pipeline.supply()
        try await supply.documents().delete(document.id)
        #expect(try await flow.tell(.metadataRequested(document.id)) == [])
        #expect(flow.pipeline.lines.all.contains { $0.contains("there is no such document any more") })
        #expect(try await flow.pipeline.messages(in: "orchestrator") == [])
    }

    @Test func `what can never succeed goes to the dead letters, with the reason`() async throws {
        let flow = try await Extracting()
        let document = try await flow.pipeline.uploaded(bytes: page)
        var supply = try flow.pipeline.supply()
        try await supply.blobs().delete([document.blob])
        #expect(
            try await flow.tell(.metadataRequested(document.id), .hashRequested(document.id), receives: 3) == []
        )
        #expect(try await flow.pipeline.messages(in: "orchestrator") == [])
        let dead = try await flow.pipeline.messages(in: "orchestrator-dead")
        #expect(dead.contains(.metadataRequested(document.id)) && dead.contains(.hashRequested(document.id)))
    }

    @Test func `a file of a hundred kilobytes is one read of the bucket`() async throws {
        let flow = try await Extracting()
        let document = try await flow.pipeline.uploaded(bytes: page + [UInt8](repeating: 0x20, count: 100_000))
        // A second one would not be answered.
        flow.pipeline.transport.add(FaultyTransport.Fault("GET", passes: 1))
        #expect(try await flow.tell(.metadataRequested(document.id)) == [])
        #expect(try await flow.metadata(of: document)?.pairs["mime"] == "text/html")
    }
}
