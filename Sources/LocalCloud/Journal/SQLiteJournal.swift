package import SQLite
import Synchronization

/// The journal in a folder of the developer's: a cloud that is started there again has what it had.
///
/// Each step is committed before it is answered, so a kill at any moment loses nothing that was acknowledged. Once a
/// change cannot be written, as on a full disk, every change is refused until the start after: memory is ahead by then.
package final class SQLiteJournal: Journal {
    private let database: Database
    private let fault = Mutex<ServiceFault?>(nil)

    /// `folder` must be there.
    package init(folder: String) throws(SQLiteFailure) {
        database = try Database(file: "\(folder)/journal.sqlite")
        try database.execute(
            """
            CREATE TABLE IF NOT EXISTS rows (
                shelf TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (shelf, key)
            ) WITHOUT ROWID
            """
        )
    }

    package var isKept: Bool { true }

    package func append(_ changes: [JournalChange]) {
        guard fault.withLock({ $0 == nil }) else { return }
        let orders = changes.map { change in
            switch change {
            case .put(let row, let shelf):
                (sql: Self.put, values: [SQLiteValue.text(shelf), .text(row.key), .blob(row.value)])
            case .remove(let key, let shelf):
                (sql: Self.remove, values: [SQLiteValue.text(shelf), .text(key)])
            }
        }
        do throws(SQLiteFailure) {
            try database.run(orders)
        } catch {
            let words = "The journal cannot be written, so nothing can be changed any more: \(error)."
            fault.withLock { $0 = ServiceFault("InternalFailure", words, status: 500) }
        }
    }

    package func settle() async throws(ServiceFault) {
        if let fault = fault.withLock({ $0 }) { throw fault }
    }

    package func rows(of shelf: String) -> [JournalRow] {
        do throws(SQLiteFailure) {
            return try database.rows(Self.read, [.text(shelf)]).compactMap { row in
                guard row.count == 2, case .text(let key) = row[0], case .blob(let value) = row[1] else { return nil }
                return JournalRow(key: key, value: value)
            }
        } catch {
            let words = "The journal cannot be read: \(error)."
            fault.withLock { $0 = ServiceFault("InternalFailure", words, status: 500) }
            return []
        }
    }

    private static let put =
        "INSERT INTO rows (shelf, key, value) VALUES (?, ?, ?) "
        + "ON CONFLICT (shelf, key) DO UPDATE SET value = excluded.value"
    private static let remove = "DELETE FROM rows WHERE shelf = ? AND key = ?"
    private static let read = "SELECT key, value FROM rows WHERE shelf = ? ORDER BY key"
}
