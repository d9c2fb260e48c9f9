/// A document that names a test as its evidence must name one that exists.
///
/// It reads the documents whose rows end with a cell of evidence: suites and, in backticks, their tests.
struct ClaimedTests: Rule {
    private static let documents = ["docs/runtime-api.md", "docs/aws-client.md"]

    func violations(in repository: Repository) -> [Violation] {
        Self.documents.flatMap { violations(of: $0, in: repository) }
    }

    private func violations(of document: String, in repository: Repository) -> [Violation] {
        guard let text = repository[document]?.text else { return [] }
        let tests = repository.files.filter { $0.path.hasPrefix("Tests/") }
        return text.split(separator: "\n").filter { $0.hasPrefix("| ") }.flatMap { row -> [Violation] in
            let evidence = row.split(separator: "|").last ?? ""
            return Self.quoted(in: evidence).filter { name in
                // What is no sentence is a command or a word of the table's head.
                name.contains(" ") && !name.hasPrefix("make ")
                    && !tests.contains { file in file.text.contains("func `\(name)`") }
            }.map { Violation(document, "no test is called '\($0)': name the one that shows it") }
        }
    }

    private static func quoted(in cell: Substring) -> [String] {
        let parts = cell.split(separator: "`", omittingEmptySubsequences: false)
        return parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
    }
}
