import Domain
import Ports
import Testing
import Time

@Suite(.needsMoto) struct MessageBusTests {
    @Test(arguments: Adapter.allCases)
    func `each message comes to where it belongs`(_ adapter: Adapter) async throws {
        let bus = try await adapter.bus()
        let id = Sample.id()
        let result = Sample.result(of: id, .malicious, text: "EICAR é 😀")
        let sent: [Message] = [
            .metadataExtracted(id, type: "a/b"), .hashed(id, Sample.hash()),
            .roundRequested(id, round: 2, engines: nil), .deadline(id, round: 3), .metadataRequested(id),
            .hashRequested(id), .engineFinished(result), .documentUpdated(id),
        ]
        try await bus.bus.send(sent, after: .zero)
        for destination in Destination.allCases where destination != .scans {
            let expected = sent.filter { $0.destination == destination }
            let came = try await bus.messages(in: bus.queues[destination])
            #expect(came.count == expected.count)
            for message in expected { #expect(came.contains(message), "\(message)") }
        }
    }

    @Test(arguments: Adapter.allCases)
    func `a scan is asked of the engines that it names, and of no others`(_ adapter: Adapter) async throws {
        let bus = try await adapter.bus()
        let (clamav, sophos) = (Sample.clamav, EngineName(unchecked: "sophos"))
        func request(_ engines: Set<EngineName>) -> Message {
            let blob = Blob(bucket: "b", region: "eu-central-1", key: "k", version: "v")
            return .scanRequested(
                ScanRequest(document: Sample.id(), round: 1, engines: engines, blob: blob, size: 1)
            )
        }
        let (both, one, none) = (
            request([clamav, sophos]), request([sophos]), request([EngineName(unchecked: "nobody")])
        )
        try await bus.bus.send([both, one, none], after: .zero)
        let toClamav = try await bus.messages(in: bus.engines[clamav])
        let toSophos = try await bus.messages(in: bus.engines[sophos])
        #expect(toClamav == [both])
        #expect(toSophos.count == 2 && toSophos.contains(both) && toSophos.contains(one))
    }

    @Test(arguments: Adapter.allCases)
    func `more messages than one call takes all arrive`(_ adapter: Adapter) async throws {
        let bus = try await adapter.bus()
        let sent = (0..<37).map { _ in Message.metadataRequested(Sample.id()) }
        try await bus.bus.send(sent, after: .zero)
        let came = try await bus.messages(in: bus.queues[.metadata])
        #expect(came.count == 37)
        for message in sent { #expect(came.contains(message)) }
    }

    @Test(arguments: Adapter.allCases)
    func `long results are divided among calls by their size`(_ adapter: Adapter) async throws {
        let bus = try await adapter.bus()
        let text = String(repeating: "x", count: 200_000)
        let sent = (0..<12).map { _ in Message.engineFinished(Sample.result(of: Sample.id(), text: text)) }
        try await bus.bus.send(sent, after: .zero)
        #expect(try await bus.messages(in: bus.queues[.results]).count == 12)
    }

    @Test(arguments: Adapter.allCases)
    func `a message that no queue takes is refused before anything is sent`(_ adapter: Adapter) async throws {
        let bus = try await adapter.bus()
        let text = String(repeating: "x", count: 1 << 20)
        let sent = [Sample.result(of: Sample.id()), Sample.result(of: Sample.id(), text: text)].map {
            Message.engineFinished($0)
        }
        await #expect(throws: PortError.tooLarge(.message(.results), limit: 1 << 20)) {
            try await bus.bus.send(sent, after: .zero)
        }
        #expect(try await bus.messages(in: bus.queues[.results]).isEmpty)
    }

    @Test(arguments: Adapter.allCases)
    func `a delayed message does not come at once`(_ adapter: Adapter) async throws {
        let bus = try await adapter.bus()
        try await bus.bus.send(.deadline(Sample.id(), round: 1), after: .seconds(60))
        #expect(try await bus.messages(in: bus.queues[.orchestrator]).isEmpty)
    }
}
