import Domain
import Ports
import Synchronization
import Time

/// What engines say of themselves, read anew every few seconds: read for each document, it would be paid for each time.
///
/// Whether an engine is there is judged in minutes.
struct KnownEngines {
    private var store: any EngineRecords
    private let kept = Kept()

    /// As long as the catalogue is taken for the newest.
    private static let freshness: Duration = .seconds(5)

    init(_ store: any EngineRecords) {
        self.store = store
    }

    func until(_ deadline: Instant) -> KnownEngines {
        var engines = self
        engines.store = store.until(deadline)
        return engines
    }

    func records(at now: Instant) async throws(PortError) -> [EngineRecord] {
        // A clock that was set back says nothing of how long ago it was.
        if let last = kept.last, (.zero..<Self.freshness).contains(now - last.readAt) { return last.records }
        let records = try await store.all()
        kept.keep(records, readAt: now)
        return records
    }

    /// What was read last; all copies share it.
    private final class Kept: Sendable {
        private let state = Mutex<(records: [EngineRecord], readAt: Instant)?>(nil)

        var last: (records: [EngineRecord], readAt: Instant)? { state.withLock { $0 } }

        func keep(_ records: [EngineRecord], readAt: Instant) { state.withLock { $0 = (records, readAt) } }
    }
}
