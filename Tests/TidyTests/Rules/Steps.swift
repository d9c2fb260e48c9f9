/// A step is a library, an executable of ten lines that hosts it, and a function of the template; and so the other way.
struct Steps: Rule {
    func violations(in repository: Repository) -> [Violation] {
        let steps = repository.subfolders(of: "functions")
        let ids = functionIDs(in: repository["template.yaml"])
        let violations = steps.flatMap { step in
            missing(from: step, in: repository, ids).map { Violation("functions/\(step)", $0) }
        }
        let known = Set(steps.map(logicalID))
        return violations
            + ids.filter { !known.contains($0) }.sorted().map { id in
                Violation("template.yaml", "\(id) is no step: functions/ has no folder of its name")
            }
    }

    private func missing(from step: String, in repository: Repository, _ ids: Set<String>) -> [String] {
        let folder = ["functions", Substring(step)]
        var advice: [String] = []
        if !repository.swiftFiles.contains(where: { $0.folders == folder }) {
            advice.append("has no library: put the step in functions/\(step)/<Step>.swift")
        }
        if !repository.swiftFiles.contains(where: { $0.folders == folder + ["main"] }) {
            advice.append("has no executable: put its wiring in functions/\(step)/main/Main.swift")
        }
        if !ids.contains(logicalID(step)) {
            advice.append("is no function of template.yaml: give it one, with a role of its own")
        }
        if !names(step, in: repository["Package.swift"]) {
            advice.append("is no target of Package.swift: add its step(...) line")
        }
        return advice
    }

    /// `write-result` is `WriteResult`.
    private func logicalID(_ step: String) -> String {
        step.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// The ids of functions; those of a loop without what the loop puts in: `Scan${Engine}` is `Scan`.
    private func functionIDs(in template: TextFile?) -> Set<String> {
        var ids: Set<String> = []
        var key: Substring = ""
        for line in template?.lines ?? [] {
            let words = line.drop { $0 == " " || $0 == "-" }
            if words == "Type: AWS::Serverless::Function" { ids.insert(String(key.prefix { $0 != "$" })) }
            if words.last == ":" { key = words.dropLast() }
        }
        return ids
    }

    private func names(_ step: String, in file: TextFile?) -> Bool {
        file?.lines.contains { $0.split { !($0.isLetter || $0.isNumber || $0 == "-") }.contains(Substring(step)) }
            ?? false
    }
}
