import Domain
import EngineWiring
import FlowKit
import Hosting
import JSON
import Ports
import Scan
import TestKit
import Testing
import Time
import Wiring

@Suite struct ScanTests {
    @Test func `EICAR is found, and a clean file is not, in one call for both`() async throws {
        let fixture = try await ScanFixture()
        let infected = try await fixture.scanning(1, EICARFile.signature)
        let clean = try await fixture.scanning(2)
        #expect(try await fixture.deliver(infected, clean) == [])
        let results = try await fixture.results()
        #expect(results.map(\.document) == [infected.document, clean.document])
        #expect(results.map(\.category) == [.malicious, .undetected])
        #expect(results.map(\.text) == ["EICAR-Test-File", ""])
        #expect(results.allSatisfy { $0.engine == ScanFixture.eicar && $0.round == 1 && $0.engineVersion == "1.0.0" })
        #expect(results.allSatisfy { $0.startedAt <= $0.endedAt && !$0.isLate && $0.origin == .scanned })
    }

    @Test func `an object is looked at at its version, whatever lies there now`() async throws {
        let fixture = try await ScanFixture()
        let request = try await fixture.scanning(1, EICARFile.signature)
        try await fixture.pipeline.put(Array("clean".utf8), as: request.blob.key)
        _ = try await fixture.deliver(request)
        #expect(try await fixture.results().map(\.category) == [.malicious])
    }

    @Test func `results that are ready together go in one call, and a batch of ten needs one`() async throws {
        let fixture = try await ScanFixture()
        var requests: [ScanRequest] = []
        for number in 1...10 { requests.append(try await fixture.scanning(number)) }
        // A second call would be broken.
        fixture.pipeline.transport.add(FaultyTransport.Fault("SendMessageBatch", passes: 1))
        #expect(try await fixture.deliver(requests) == [])
        #expect(try await fixture.results().count == 10)
    }

    @Test func `where sending fails all come again, and their results are sent again`() async throws {
        let fixture = try await ScanFixture()
        let requests = [try await fixture.scanning(1), try await fixture.scanning(2)]
        fixture.pipeline.transport.add(FaultyTransport.Fault("SendMessageBatch", comesFirst: false))
        #expect(try await fixture.deliver(requests) == [0, 1])
        #expect(try await fixture.deliver(requests, receives: 2) == [])
        #expect(try await fixture.results().count == 4)
    }

    @Test func `an engine that is not asked does not look`() async throws {
        let fixture = try await ScanFixture()
        let other = try await fixture.scanning(4)
        let unasked = ScanRequest(
            document: other.document,
            round: 1,
            engines: [EngineName(unchecked: "other")],
            blob: other.blob,
            size: other.size
        )
        #expect(try await fixture.deliver(unasked) == [])
        #expect(try await fixture.results().isEmpty)
        #expect(!fixture.lines(with: "this engine is not asked").isEmpty)
    }

    @Test func `a file that is gone from the store is a failure, and no dead letter`() async throws {
        let fixture = try await ScanFixture()
        let request = try await fixture.scanning()
        var supply = try fixture.pipeline.supply()
        try await supply.blobs().delete([request.blob])
        #expect(try await fixture.deliver(request) == [])
        let result = try #require(try await fixture.results().first)
        #expect(result.category == .failure && result.text == "the file is gone")
    }

    @Test func `a message of another kind is buried`() async throws {
        let fixture = try await ScanFixture()
        let request = try await fixture.scanning()
        let messages: [Message] = [.documentUpdated(request.document), .scanRequested(request)]
        #expect(try await fixture.pipeline.deliver(messages, to: fixture.scan, from: "scan-eicar") == [])
        #expect(try await fixture.pipeline.bodies(in: "orchestrator-dead").count == 1)
        #expect(try await fixture.results().count == 1)
    }

    @Test func `a topic's envelope is unwrapped`() async throws {
        let fixture = try await ScanFixture()
        let request = try await fixture.scanning()
        let message = String(decoding: try JSONCodec.encode(Message.scanRequested(request)), as: UTF8.self)
        let envelope: JSONValue = [
            "Type": "Notification", "MessageId": "m", "TopicArn": "arn:aws:sns:us-east-1:000000000000:scan-requested",
            "Message": .string(message), "Timestamp": "2026-11-21T08:00:00.000Z",
        ]
        let body = String(decoding: envelope.bytes(), as: UTF8.self)
        #expect(try await fixture.pipeline.deliver([body], to: fixture.scan, from: "scan-eicar") == [])
        #expect(try await fixture.results().count == 1)
    }

    @Test func `each document is one line, which names no file`() async throws {
        let fixture = try await ScanFixture()
        let request = try await fixture.scanning(1, EICARFile.signature)
        _ = try await fixture.deliver(request)
        let lines = fixture.lines(with: "\(request.document)")
        #expect(lines.count == 1)
        #expect(lines.allSatisfy { $0.contains(#""category":"malicious""#) && $0.contains(#""engine":"eicar""#) })
        #expect(fixture.lines(with: "secret-name").isEmpty)
    }

    @Test func `a long text lies apart, and again where another look says other words`() async throws {
        let engine = ScriptedEngine()
        engine.mind.withLock { $0.words = String(repeating: "é", count: 40_000) }
        let fixture = try await ScanFixture(engine)
        let request = try await fixture.scanning()
        for words in ["é", "é", "ü"] {
            engine.mind.withLock { $0.words = String(repeating: words, count: 40_000) }
            _ = try await fixture.deliver(request)
        }
        var keys: [String] = []
        var supply = try fixture.pipeline.supply()
        let blobs = try supply.blobs()
        for (result, words) in zip(try await fixture.results(), ["é", "é", "ü"]) {
            guard case .open(.undetected, .stored(let blob, let size)) = result.finding else {
                Issue.record("\(result.finding)")
                continue
            }
            keys.append(blob.key)
            #expect(size == 80_000)
            let text = try await blobs.read(blob, 0..<100_000)
            #expect(String(decoding: text, as: UTF8.self) == String(repeating: words, count: 40_000))
        }
        let place = "results/\(request.document)/1/eicar"
        #expect(keys.prefix(2) == [place, place] && keys.count == 3)
        #expect(keys.last.map { $0.hasPrefix("\(place).") } == true)
    }

    @Test(arguments: [
        ["ENGINE": ""], ["ENGINE": "Eicar"], ["ENGINE": "two words"], ["ENGINE_URL": "ftp://engine"],
        ["ENGINE_URL": "http://user:word@engine/"], ["ENGINE_URL": "http://e/?a=b"], ["ENGINE_ROW": "{}"],
        ["ENGINE_TIME_LIMIT": "0"], ["ENGINE_TIME_LIMIT": "841"], ["ENGINE_TIME_LIMIT": "1m"],
    ]) func `a setting that is missing or none is a fault of the start`(_ changes: [String: String]) async throws {
        var supply = try await Pipeline().supply(changes)
        _ = try Scan(&supply, supply.scanner())
        #expect(supply.settings.faults.map(\.name) == Array(changes.keys))
    }
}
