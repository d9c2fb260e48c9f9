import JSON

/// What has changed since the journal was last told, gathered so that all of one step is found again or none of it.
///
/// A part owns one and stays within itself with it; it costs nothing where nothing is kept.
final class Ledger {
    private let journal: any Journal
    private var changes: [JournalChange] = []
    private var fault: ServiceFault?

    init(_ journal: any Journal) {
        self.journal = journal
    }

    func put<Row: Encodable>(_ row: Row, at key: String, on shelf: String) {
        guard journal.isKept else { return }
        do {
            changes.append(.put(JournalRow(key: key, value: try JSONCodec.encode(row)), shelf: shelf))
        } catch {
            fault = ServiceFault("InternalFailure", "A change cannot be written down: \(error).", status: 500)
        }
    }

    func remove(_ key: String, from shelf: String) {
        guard journal.isKept else { return }
        changes.append(.remove(key: key, shelf: shelf))
    }

    /// Ends a step: what it changed goes to the journal.
    func commit() {
        guard !changes.isEmpty else { return }
        journal.append(changes)
        changes = []
    }

    /// The rows of a shelf as they were written; one that cannot be read stops the start, for it would be lost.
    static func rows<Row: Decodable>(
        of shelf: String,
        in journal: any Journal,
        as type: Row.Type
    ) throws(ServiceFault) -> [(key: String, row: Row)] {
        var rows: [(key: String, row: Row)] = []
        for row in journal.rows(of: shelf) {
            do {
                rows.append((row.key, try JSONCodec.decode(type, from: row.value)))
            } catch {
                throw ServiceFault(
                    "InternalFailure",
                    "The journal's row '\(row.key)' of '\(shelf)' cannot be read: \(error).",
                    status: 500
                )
            }
        }
        return rows
    }

    /// What could not be written down, once.
    func takeFault() throws(ServiceFault) {
        guard let fault else { return }
        self.fault = nil
        throw fault
    }
}
