import CSQLite
import Synchronization

/// One SQLite database in a file, which nobody else has open: one call at a time.
package final class Database: Sendable {
    /// SQLite itself is built to be called from any thread; the lock is for statements, which hold a place in a result.
    private let connection: Mutex<Connection>

    /// Opens the file, or makes it.
    ///
    /// What a call has committed survives the end of this process at any moment, but not the machine's: SQLite writes
    /// to the system, and leaves it to the system when that reaches the disk.
    package init(file: String) throws(SQLiteFailure) {
        connection = Mutex(try Connection(file: file))
        // For as long as this process lives: two of them would each believe what they hold in memory.
        try execute("PRAGMA locking_mode = EXCLUSIVE")
        try execute("PRAGMA journal_mode = WAL")
        try execute("PRAGMA synchronous = NORMAL")
        // Takes the lock now, and not at the first write.
        try execute("BEGIN EXCLUSIVE")
        try execute("COMMIT")
    }

    package func execute(_ sql: String) throws(SQLiteFailure) {
        try connection.withLock { connection throws(SQLiteFailure) in try connection.execute(sql) }
    }

    /// Runs statements with their values in one transaction: all of them take effect, or none.
    package func run(_ orders: [(sql: String, values: [SQLiteValue])]) throws(SQLiteFailure) {
        try connection.withLock { connection throws(SQLiteFailure) in
            try connection.execute("BEGIN IMMEDIATE")
            do throws(SQLiteFailure) {
                for order in orders { _ = try connection.run(order.sql, order.values) }
                try connection.execute("COMMIT")
            } catch {
                connection.rollBack()
                throw error
            }
        }
    }

    /// All rows of a query.
    package func rows(_ sql: String, _ values: [SQLiteValue] = []) throws(SQLiteFailure) -> [[SQLiteValue]] {
        try connection.withLock { connection throws(SQLiteFailure) in try connection.run(sql, values) }
    }
}

/// A value of a column.
package enum SQLiteValue: Sendable, Equatable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

/// Why SQLite did not do it.
package struct SQLiteFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package let code: Int32
    package let message: String

    /// Somebody else has the file.
    package var isBusy: Bool { code & 0xFF == SQLITE_BUSY || code & 0xFF == SQLITE_LOCKED }
    /// There is no room for it.
    package var isFull: Bool { code & 0xFF == SQLITE_FULL }

    package var description: String { "SQLite: \(message) (\(code))" }
}
