/// Comments included, which the formatter does not break.
struct LineLength: Rule {
    private let most = 120

    func violations(in repository: Repository) -> [Violation] {
        repository.swiftFiles.flatMap { file in
            file.lines.enumerated().compactMap { index, line in
                guard line.utf8.count > most, line.count > most else { return nil }
                return Violation(
                    file.path,
                    line: index + 1,
                    "\(line.count) columns, \(most) are allowed: break the line"
                )
            }
        }
    }
}
