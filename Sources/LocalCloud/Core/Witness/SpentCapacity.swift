import Synchronization

/// What one call has cost at tables, in request units: summed up as it goes, for a witness.
final class SpentCapacity: Sendable {
    @TaskLocal static var current: SpentCapacity?

    private let units = Mutex(0.0)

    var total: Double { units.withLock { $0 } }

    func add(_ more: Double) { units.withLock { $0 += more } }
}
