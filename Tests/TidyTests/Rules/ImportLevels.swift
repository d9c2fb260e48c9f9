/// Imports are internal unless they say otherwise, and only `package` is worth saying.
struct ImportLevels: Rule {
    func violations(in repository: Repository) -> [Violation] {
        repository.swiftFiles.flatMap { file in
            ImportStatement.all(in: file).compactMap { statement in
                guard let level = statement.level, level != "package" else { return nil }
                return Violation(
                    file.path,
                    line: statement.line,
                    "\(level) import \(statement.module): leave the level out, or write package where the face needs it"
                )
            }
        }
    }
}
