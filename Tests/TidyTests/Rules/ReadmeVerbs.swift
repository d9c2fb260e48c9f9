/// What the README tells a newcomer to run exists.
struct ReadmeVerbs: Rule {
    func violations(in repository: Repository) -> [Violation] {
        guard let readme = repository["README.md"] else {
            return [Violation("README.md", "is missing: it opens with the two commands that a newcomer needs")]
        }
        let verbs = Makefile(repository["Makefile"]).verbs
        return readme.lines.enumerated().flatMap { index, line in
            line.matches(of: #/(?:^\s*|`|\$ )make ([a-z][a-z0-9-]*)/#).map(\.output.1).filter { !verbs.contains($0) }
                .map { Violation("README.md", line: index + 1, "make \($0): the Makefile has no such verb") }
        }
    }
}
