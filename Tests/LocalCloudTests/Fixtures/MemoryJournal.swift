import LocalCloud
import Synchronization

/// A journal that outlives the parts of a cloud, and nothing more.
final class MemoryJournal: Journal {
    private let shelves = Mutex<[String: [String: [UInt8]]]>([:])
    private let size = Mutex(0)

    let isKept = true

    /// How many bytes it was told since it was made.
    var bytesTold: Int { size.withLock { $0 } }

    func append(_ changes: [JournalChange]) {
        shelves.withLock { shelves in
            for change in changes {
                switch change {
                case .put(let row, let shelf):
                    shelves[shelf, default: [:]][row.key] = row.value
                    size.withLock { $0 += row.value.count }
                case .remove(let key, let shelf): shelves[shelf]?[key] = nil
                }
            }
        }
    }

    func settle() async throws(ServiceFault) {}

    func rows(of shelf: String) -> [JournalRow] {
        shelves.withLock { $0[shelf] ?? [:] }.sorted { $0.key < $1.key }.map {
            JournalRow(key: $0.key, value: $0.value)
        }
    }

    /// How many rows there are in all.
    var count: Int { shelves.withLock { $0.values.reduce(0) { $0 + $1.count } } }
}
