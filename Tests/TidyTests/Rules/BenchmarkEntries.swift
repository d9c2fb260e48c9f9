/// A benchmark that nobody can run, or whose numbers nobody can read, proves nothing.
struct BenchmarkEntries: Rule {
    func violations(in repository: Repository) -> [Violation] {
        let runners = repository.files.filter { $0.path == "Makefile" || $0.path.isBenchmarkScript }
        return repository.subfolders(of: "Benchmarks").flatMap { name -> [Violation] in
            let path = "Benchmarks/\(name)"
            var found: [Violation] = []
            if !runners.contains(where: { $0.text.contains(name) }) {
                found.append(
                    Violation(
                        path,
                        "has no make verb: have the Makefile run it, or a script that has bench in its name"
                    )
                )
            }
            if repository["docs/benchmarks.md"]?.text.contains(name) != true {
                found.append(
                    Violation(path, "has no entry in docs/benchmarks.md: say what it measures and what came out")
                )
            }
            return found
        }
    }
}

extension String {
    fileprivate var isBenchmarkScript: Bool { hasPrefix("scripts/") && contains("bench") }
}
