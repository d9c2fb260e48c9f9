/// A step is a library, an executable of ten lines that hosts it, and a resource of the template.
struct Steps: Rule {
    func violations(in repository: Repository) -> [Violation] {
        repository.subfolders(of: "functions").flatMap { step in
            missing(from: step, in: repository).map { Violation("functions/\(step)", $0) }
        }
    }

    private func missing(from step: String, in repository: Repository) -> [String] {
        let folder = ["functions", Substring(step)]
        var advice: [String] = []
        if !repository.swiftFiles.contains(where: { $0.folders == folder }) {
            advice.append("has no library: put the step in functions/\(step)/<Step>.swift")
        }
        if !repository.swiftFiles.contains(where: { $0.folders == folder + ["main"] }) {
            advice.append("has no executable: put its wiring in functions/\(step)/main/Main.swift")
        }
        if !names(step, in: repository["template.yaml"]) {
            advice.append("is no resource of template.yaml: give it one, with a role of its own")
        }
        if !names(step, in: repository["Package.swift"]) {
            advice.append("is no target of Package.swift: add its step(...) line")
        }
        return advice
    }

    private func names(_ step: String, in file: TextFile?) -> Bool {
        file?.lines.contains { $0.split { !($0.isLetter || $0.isNumber || $0 == "-") }.contains(Substring(step)) }
            ?? false
    }
}
