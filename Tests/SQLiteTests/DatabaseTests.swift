import SQLite
import TestKit
import Testing

/// The database as the journal needs it.
struct DatabaseTests {
    @Test func `every kind of value comes back as it was`() throws {
        try withTemporaryFolder { folder in
            let database = try Database(file: "\(folder)/db")
            try database.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, v)")
            let values: [SQLiteValue] = [
                .null, .integer(.min), .integer(.max), .real(0.1), .text(""), .text("a\u{0}b ü 🧵"), .blob([]),
                .blob([0, 255, 0]),
            ]
            try database.run(values.enumerated().map { ("INSERT INTO t VALUES (?, ?)", [.integer(Int64($0)), $1]) })
            #expect(try database.rows("SELECT v FROM t ORDER BY n") == values.map { [$0] })
        }
    }

    @Test func `of orders that fail none takes effect`() throws {
        try withTemporaryFolder { folder in
            let database = try Database(file: "\(folder)/db")
            try database.execute("CREATE TABLE t (v PRIMARY KEY)")
            #expect(throws: SQLiteFailure.self) {
                try database.run([
                    ("INSERT INTO t VALUES (?)", [.integer(1)]), ("INSERT INTO t VALUES (?)", [.integer(1)]),
                ])
            }
            #expect(try database.rows("SELECT * FROM t") == [])
            try database.run([("INSERT INTO t VALUES (?)", [.integer(1)])])
            #expect(try database.rows("SELECT * FROM t") == [[.integer(1)]])
        }
    }

    @Test func `a second opener is told that somebody has it, until the first has let go`() throws {
        try withTemporaryFolder { folder in
            do {
                let first = try Database(file: "\(folder)/db")
                let failure = #expect(throws: SQLiteFailure.self) { try Database(file: "\(folder)/db") }
                #expect(failure?.isBusy == true)
                try first.execute("CREATE TABLE t (v)")
            }
            #expect(try Database(file: "\(folder)/db").rows("SELECT * FROM t") == [])
        }
    }

    @Test(arguments: ["/nowhere/at/all", "/proc/version"])
    func `what cannot be opened is a failure with words`(_ path: String) {
        let failure = #expect(throws: SQLiteFailure.self) { try Database(file: path) }
        #expect(failure?.message.isEmpty == false)
    }
}
