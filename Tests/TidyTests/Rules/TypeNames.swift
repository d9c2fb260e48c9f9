/// Endings that say nothing about what a type is.
struct TypeNames: Rule {
    private static let endings = ["Manager", "Helper", "Utils", "Service", "Base", "Impl"]
    private static let keywords: Set<Substring> = ["struct", "class", "enum", "actor", "protocol", "typealias"]

    func violations(in repository: Repository) -> [Violation] {
        repository.swiftFiles.flatMap { file in
            file.swift.code.enumerated().flatMap { index, line in
                declaredNames(in: line).filter(isVague).map { name in
                    Violation(file.path, line: index + 1, "\(name): name the thing that it is, a noun of the business")
                }
            }
        }
    }

    private func declaredNames(in line: Substring) -> [Substring] {
        let words = line.words
        return zip(words, words.dropFirst()).compactMap { TypeNames.keywords.contains($0) ? $1 : nil }
    }

    private func isVague(_ name: Substring) -> Bool {
        TypeNames.endings.contains { name.hasSuffix($0) }
    }
}
