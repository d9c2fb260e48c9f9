import LocalCloud
import Synchronization

/// What happened in a cloud, in the order in which it was seen.
final class Trail: Witness {
    /// Something seen, and when, on a clock that nobody moves.
    struct Entry: Sendable {
        let sight: Sight
        let at: ContinuousClock.Instant
    }

    private let seen = Mutex<[Entry]>([])

    let isLooking = true

    var entries: [Entry] { seen.withLock { $0 } }

    func saw(_ sight: Sight) {
        seen.withLock { $0.append(Entry(sight: sight, at: .now)) }
    }
}
