import Domain
import FlowKit
import Hosting
import JSON
import Ports
import TestKit
import Testing
import Time

/// When an engine has to prove itself, and when its record is written.
@Suite struct EngineCheckTests {
    @Test func `the record is written at the first event, and not for each document`() async throws {
        let engine = ScriptedEngine()
        let fixture = try await ScanFixture(engine)
        // A second write would be broken, and said so.
        fixture.pipeline.transport.add(FaultyTransport.Fault("PutItem", passes: 4))
        for number in 1...3 { _ = try await fixture.deliver(try await fixture.scanning(number)) }
        #expect(engine.looks.count == 2 + 3)
        #expect(fixture.lines(with: "could not be written").isEmpty)
        let record = try #require(try await fixture.records().first)
        #expect(record.engine == ScanFixture.eicar && record.isHealthy)
        #expect(record.engineVersion == "1" && record.signatureVersion == "1")
    }

    @Test func `a schedule has it proved and written each time`() async throws {
        let engine = ScriptedEngine()
        let fixture = try await ScanFixture(engine)
        for number in 1...3 {
            #expect(try await fixture.check()["healthy"] == true)
            #expect(engine.looks.count == number * 2)
            let seen = try #require(try await fixture.records().first).seenAt
            #expect(fixture.pipeline.clock.now - seen < .seconds(60))
            fixture.pipeline.clock.move(by: .seconds(300))
        }
        #expect(fixture.lines(with: "engine_healthy").count == 3)
    }

    @Test func `new signatures are proved before their first word counts`() async throws {
        let engine = ScriptedEngine()
        let fixture = try await ScanFixture(engine)
        _ = try await fixture.deliver(try await fixture.scanning(1))
        engine.mind.withLock {
            ($0.identity, $0.findsEICAR) = (EngineIdentity(engineVersion: "1", signatureVersion: "2"), false)
        }
        _ = try await fixture.deliver(try await fixture.scanning(2))
        let results = try await fixture.results()
        #expect(results.map(\.category) == [.undetected, .failure])
        #expect(results.map(\.signatureVersion) == ["1", "2"])
        #expect(try await fixture.records().map(\.signatureVersion) == ["2"])
        #expect(try await fixture.records().map(\.isHealthy) == [false])
    }

    @Test func `two engines behind one address are each proved once`() async throws {
        let engine = ScriptedEngine()
        let fixture = try await ScanFixture(engine)
        let identities = ["1", "2"].map { EngineIdentity(engineVersion: "1", signatureVersion: $0) }
        for number in 1...8 {
            engine.mind.withLock { $0.identity = identities[number % 2] }
            _ = try await fixture.deliver(try await fixture.scanning(number))
        }
        // One proof at the start and one for the other; every further look is at a document.
        #expect(engine.looks.count <= 2 * 3 + 8)
        #expect(try await fixture.results().count == 8)
    }

    @Test func `after five minutes it is proved again, without another record`() async throws {
        let engine = ScriptedEngine()
        let fixture = try await ScanFixture(engine)
        _ = try await fixture.deliver(try await fixture.scanning(1))
        let seen = try await fixture.records().map(\.seenAt)
        fixture.pipeline.clock.move(by: .seconds(301))
        _ = try await fixture.deliver(try await fixture.scanning(2))
        #expect(engine.looks.count == 2 * 2 + 2)
        #expect(try await fixture.records().map(\.seenAt) == seen)
    }

    @Test func `a record that could not be written is written with the next event, and no document waits for it`()
        async throws
    {
        let fixture = try await ScanFixture(ScriptedEngine())
        let requests = [try await fixture.scanning(1), try await fixture.scanning(2)]
        fixture.pipeline.transport.add(FaultyTransport.Fault("PutItem"))
        #expect(try await fixture.deliver(requests[0]) == [])
        #expect(try await fixture.records().isEmpty)
        #expect(try await fixture.deliver(requests[1]) == [])
        #expect(try await fixture.records().count == 1)
    }

    @Test(arguments: ["{}", "[]", "null", #"{"check": 1}"#, "no JSON", #"{"records": []}"#])
    func `an event that is neither a queue's nor a check is refused`(event: String) async throws {
        let fixture = try await ScanFixture(ScriptedEngine())
        await #expect(throws: StepFailure.self) {
            try await fixture.scan.handle(EventBytes(Array(event.utf8)), context: fixture.pipeline.context())
        }
    }
}
