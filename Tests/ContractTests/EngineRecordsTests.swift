import Domain
import Ports
import Testing
import Time

@Suite(.needsMoto) struct EngineRecordsTests {
    private func record(_ engine: String, _ signatures: String, _ seconds: Int64, healthy: Bool = true) -> EngineRecord
    {
        EngineRecord(
            engine: EngineName(unchecked: engine),
            engineVersion: "1.4.2",
            signatureVersion: signatures,
            seenAt: Sample.noon + .seconds(seconds),
            isHealthy: healthy
        )
    }

    @Test(arguments: Adapter.allCases)
    func `engines are told by name, each as it was last seen`(_ adapter: Adapter) async throws {
        let engines = try await adapter.engines()
        #expect(try await engines.all() == [])
        try await engines.report(record("sophos", "1", 0))
        try await engines.report(record("clamav", "2", 20))
        // A report that was held up on its way.
        try await engines.report(record("clamav", "1", 10))
        try await engines.report(record("sophos", "1", 30, healthy: false))
        #expect(try await engines.all() == [record("clamav", "2", 20), record("sophos", "1", 30, healthy: false)])
    }
}
