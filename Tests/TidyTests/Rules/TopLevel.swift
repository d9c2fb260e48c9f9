/// What lies at the top of the repository.
struct TopLevel: Rule {
    private static let listing: Set<String> = [
        "Package.swift", "Sources", "functions", "events", "local-runner", "template.yaml", "Tests", "Benchmarks",
        "docs", "web", "README.md", "LICENSE", "CHANGELOG.md", "Makefile", "samconfig.toml", ".ci", ".swift-format",
        ".editorconfig", ".gitignore",
        // docs/decisions/0002
        "scripts",
    ]

    func violations(in repository: Repository) -> [Violation] {
        let names = Set(repository.files.compactMap { $0.path.split(separator: "/").first.map(String.init) })
        return names.subtracting(TopLevel.listing).sorted().map { name in
            Violation(
                name,
                "has no place at the top: move it into a folder, or write a decision record and list it here"
            )
        }
    }
}
