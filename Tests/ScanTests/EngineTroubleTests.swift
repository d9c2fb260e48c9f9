import Domain
import FlowKit
import Hosting
import JSON
import Ports
import Scan
import TestKit
import Testing
import Time

/// Engines that do not answer, or cannot be believed.
@Suite struct EngineTroubleTests {
    private static let away = PortError.unavailable(Outage(service: "engine", code: "broken", message: "10.0.0.1"))

    @Test func `an engine that does not answer is asked again, and the last time its answer is a failure`() async throws
    {
        let engine = ScriptedEngine()
        let fixture = try await ScanFixture(engine)
        let request = try await fixture.scanning()
        // It was there at the start.
        _ = try await fixture.check()
        engine.mind.withLock { $0.failure = Self.away }
        for receives in 1...4 { #expect(try await fixture.deliver(request, receives: receives) == [0]) }
        #expect(try await fixture.results().isEmpty)
        #expect(try await fixture.deliver(request, receives: 5) == [])
        let result = try #require(try await fixture.results().first)
        #expect(result.category == .failure && result.text == "the engine does not answer")
    }

    @Test(arguments: [(1, 5), (2, 15), (3, 45), (4, 135)])
    func `between two tries an engine has time to start anew`(_ attempt: Int, _ seconds: Int) async throws {
        let engine = ScriptedEngine()
        engine.mind.withLock { $0.failure = Self.away }
        let fixture = try await ScanFixture(engine)
        let request = try await fixture.scanning()
        var supply = try fixture.pipeline.supply()
        let scan = try Scan(&supply, engine)
        var context = fixture.pipeline.context()
        context.attempts = [attempt]
        guard
            case .failure(.retry(let after, _))? = await scan.handle([.scanRequested(request)], context: context).first
        else {
            Issue.record("it is not tried again")
            return
        }
        #expect(after == .seconds(seconds))
    }

    @Test func `an engine that is away at the start is asked again too, and is not seen`() async throws {
        let engine = ScriptedEngine()
        engine.mind.withLock { $0.failure = Self.away }
        let fixture = try await ScanFixture(engine)
        let request = try await fixture.scanning()
        #expect(try await fixture.deliver(request, receives: 4) == [0])
        await #expect(throws: StepFailure.self) { try await fixture.check() }
        #expect(try await fixture.records().isEmpty)
        #expect(try await fixture.deliver(request, receives: 5) == [])
        #expect(try await fixture.results().map(\.category) == [.failure])
        engine.mind.withLock { $0.failure = nil }
        #expect(try await fixture.deliver(request) == [])
        #expect(try await fixture.results().map(\.category) == [.undetected])
    }

    @Test func `a file that takes too long is a time-out, and keeps the others' results for a second at most`()
        async throws
    {
        let engine = ScriptedEngine()
        engine.mind.withLock { $0.stallsAt = "slow" }
        let fixture = try await ScanFixture(engine, limit: 2)
        let slow = try await fixture.scanning(1, Array("slow".utf8))
        let quick = try await fixture.scanning(2)
        // The first call, with what was ready after a second, is the only one that arrives.
        fixture.pipeline.transport.add(FaultyTransport.Fault("SendMessageBatch", passes: 1))
        #expect(try await fixture.deliver(slow, quick) == [0])
        #expect(try await fixture.results().map(\.document) == [quick.document])
        #expect(try await fixture.deliver(slow, receives: 2) == [])
        let result = try #require(try await fixture.results().first)
        #expect(result.category == .timeout && result.text == "no answer within 2 s")
    }

    @Test func `an invocation that has no time left for a look leaves it to another`() async throws {
        let fixture = try await ScanFixture()
        let request = try await fixture.scanning()
        let body = String(decoding: try JSONCodec.encode(Message.scanRequested(request)), as: UTF8.self)
        let record: JSONValue = [
            "messageId": "m-0", "receiptHandle": "r-0", "body": .string(body), "attributes": [:],
            "messageAttributes": [:], "eventSource": "aws:sqs", "awsRegion": "us-east-1",
            "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:scan-eicar",
        ]
        let event = EventBytes(JSONValue.object(["Records": [record]]).bytes())
        let reply = try await fixture.scan.handle(event, context: fixture.pipeline.context(lasting: .seconds(4)))
        guard case .bytes(let bytes, _) = reply else { return }
        #expect(try JSONValue(parsing: bytes)["batchItemFailures"]?.array?.count == 1)
        #expect(try await fixture.results().isEmpty)
    }

    @Test func `more documents than are looked at at once wait for their turn`() async throws {
        let fixture = try await ScanFixture(limit: 10)
        var requests: [ScanRequest] = []
        for number in 1...25 { requests.append(try await fixture.scanning(number)) }
        #expect(try await fixture.deliver(requests) == [])
        #expect(try await fixture.results().count == 25)
    }

    @Test(arguments: [
        (false, true, "the engine does not find the EICAR test file: undetected, said so"),
        (true, false, "the engine does not pass a clean file: suspicious, said so"),
    ]) func `an engine that fails its proof answers failure, by name, until it passes`(
        _ findsEICAR: Bool,
        _ passesClean: Bool,
        _ reason: String
    ) async throws {
        let engine = ScriptedEngine()
        engine.mind.withLock { ($0.findsEICAR, $0.passesClean, $0.words) = (findsEICAR, passesClean, "said so") }
        let fixture = try await ScanFixture(engine)
        let request = try await fixture.scanning()
        #expect(try await fixture.deliver(request) == [])
        let result = try #require(try await fixture.results().first)
        #expect(result.category == .failure && result.text == reason)
        #expect(try await fixture.records().map(\.isHealthy) == [false])
        let answer = try await fixture.check()
        #expect(answer["healthy"] == false && answer["reason"]?.string == reason)
        engine.mind.withLock { ($0.findsEICAR, $0.passesClean) = (true, true) }
        // Looked at again a minute later, by whatever comes then.
        fixture.pipeline.clock.move(by: .seconds(61))
        #expect(try await fixture.deliver(request) == [])
        #expect(try await fixture.results().map(\.category) == [.undetected])
        #expect(try await fixture.records().map(\.isHealthy) == [true])
    }
}
