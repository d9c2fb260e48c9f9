import LocalCloud
import TestKit
import Testing

/// What outlives the process.
struct SQLiteJournalTests {
    @Test func `what was appended is there after the next start, by shelf and in the order of its keys`() async throws {
        try await withTemporaryFolder { folder in
            do {
                let journal = try SQLiteJournal(folder: folder)
                journal.append([
                    .put(JournalRow(key: "b", value: [1]), shelf: "one"),
                    .put(JournalRow(key: "a", value: []), shelf: "one"),
                    .put(JournalRow(key: "a", value: [3]), shelf: "two"),
                    .put(JournalRow(key: "c", value: [4]), shelf: "one"),
                ])
                journal.append([
                    .put(JournalRow(key: "b", value: [5]), shelf: "one"), .remove(key: "c", shelf: "one"),
                    .remove(key: "never", shelf: "one"),
                ])
                try await journal.settle()
            }
            let journal = try SQLiteJournal(folder: folder)
            #expect(journal.rows(of: "one") == [JournalRow(key: "a", value: []), JournalRow(key: "b", value: [5])])
            #expect(journal.rows(of: "two") == [JournalRow(key: "a", value: [3])])
            #expect(journal.rows(of: "three") == [])
        }
    }
}
