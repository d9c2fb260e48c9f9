/// What must outlive the process, written down.
///
/// State lives in memory, in the parts; the journal is told each change of it and tells it all again at the start.
package protocol Journal: Sendable {
    /// Takes changes, all or none of which will be found again; in the order of the calls.
    func append(_ changes: [JournalChange])

    /// Returns when everything that was appended before is safe.
    func settle() async throws(ServiceFault)

    /// What was there at the start, by key.
    func rows(of shelf: String) -> [JournalRow]

    /// Whether anything is kept at all; where not, nobody need encode a change.
    var isKept: Bool { get }
}

package enum JournalChange: Sendable, Equatable {
    case put(JournalRow, shelf: String)
    case remove(key: String, shelf: String)
}

/// One thing that is kept: a queue, a message, an item.
package struct JournalRow: Sendable, Equatable {
    package let key: String
    package let value: [UInt8]

    package init(key: String, value: [UInt8]) {
        self.key = key
        self.value = value
    }
}

/// The journal of a cloud that ends with its process.
package struct NoJournal: Journal {
    package init() {}

    package func append(_ changes: [JournalChange]) {}
    package func settle() async throws(ServiceFault) {}
    package func rows(of shelf: String) -> [JournalRow] { [] }
    package var isKept: Bool { false }
}
