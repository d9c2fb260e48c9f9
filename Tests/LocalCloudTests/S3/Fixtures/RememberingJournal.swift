import LocalCloud
import Synchronization

/// A journal that outlives the cloud, but not the process.
final class RememberingJournal: Journal {
    private let shelves = Mutex<[String: [String: [UInt8]]]>([:])

    var isKept: Bool { true }

    func append(_ changes: [JournalChange]) {
        shelves.withLock { shelves in
            for change in changes {
                switch change {
                case .put(let row, let shelf): shelves[shelf, default: [:]][row.key] = row.value
                case .remove(let key, let shelf): shelves[shelf, default: [:]][key] = nil
                }
            }
        }
    }

    func settle() async throws(ServiceFault) {}

    func rows(of shelf: String) -> [JournalRow] {
        shelves.withLock { shelves in
            (shelves[shelf] ?? [:]).sorted { $0.key < $1.key }.map { JournalRow(key: $0.key, value: $0.value) }
        }
    }
}
