/// Records are numbered without gaps, and each tells the same three things: docs/decisions/0001 says why.
struct DecisionRecords: Rule {
    private static let folder = "docs/decisions/"
    private static let headings = ["## Context", "## Decision", "## Refused"]

    func violations(in repository: Repository) -> [Violation] {
        let records = repository.files.filter { $0.path.hasPrefix(DecisionRecords.folder) }
        return numbering(of: records) + records.flatMap(missingHeadings)
    }

    private func numbering(of records: [TextFile]) -> [Violation] {
        records.sorted { $0.path < $1.path }.enumerated().compactMap { index, record in
            let digits = String(index + 1)
            let number = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
            guard !record.path.hasPrefix("\(DecisionRecords.folder)\(number)-") else { return nil }
            return Violation(
                record.path,
                "the record in this place is called \(number)-<what-it-says>.md, without gaps"
            )
        }
    }

    private func missingHeadings(of record: TextFile) -> [Violation] {
        DecisionRecords.headings.filter { !record.lines.contains(Substring($0)) }.map { heading in
            Violation(record.path, "has no \"\(heading)\": say it, or say there that there is nothing to say")
        }
    }
}
