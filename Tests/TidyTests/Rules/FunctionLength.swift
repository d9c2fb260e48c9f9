/// Counts what stands between the braces of a `func` or an initialiser.
struct FunctionLength: Rule {
    private let most = 40

    func violations(in repository: Repository) -> [Violation] {
        repository.swiftFiles.flatMap { file in
            let code = file.swift.code
            return code.indices.compactMap { index -> Violation? in
                guard FunctionLength.declares(code[index]), let length = bodyLength(from: index, in: code) else {
                    return nil
                }
                guard length > most else { return nil }
                return Violation(
                    file.path,
                    line: index + 1,
                    "a body of \(length) lines, \(most) are the wall: give its steps names of their own"
                )
            }
        }
    }

    private static func declares(_ line: Substring) -> Bool {
        guard line.containsWord("func") || line.containsWord("init") else { return false }
        let modifiers: Set<Substring> = [
            "package", "private", "fileprivate", "internal", "static", "final", "override", "mutating", "nonmutating",
            "nonisolated", "convenience", "required", "isolated", "consuming", "borrowing", "prefix", "postfix",
            "class",
        ]
        let heads = line.split(separator: " ").map { $0.prefix { !"(<?!".contains($0) } }
        let first = heads.first { !modifiers.contains($0) && !$0.hasPrefix("@") }
        return first == "func" || first == "init"
    }

    /// Nil where the declaration has no body, as in a protocol.
    private func bodyLength(from start: Int, in code: [Substring]) -> Int? {
        var round = 0
        var curly = 0
        var opened: Int?
        for index in start..<code.count {
            for character in code[index] {
                switch character {
                case "(": round += 1
                case ")": round -= 1
                case "{" where round == 0 || opened != nil:
                    opened = opened ?? index
                    curly += 1
                case "}" where opened != nil:
                    curly -= 1
                    if curly == 0, let opened { return max(0, index - opened - 1) }
                default: break
                }
            }
            let next = index + 1 < code.count ? code[index + 1] : ""
            if opened == nil, round == 0, !continues(code[index], on: next) { return nil }
        }
        return nil
    }

    private func continues(_ line: Substring, on next: Substring) -> Bool {
        let ends = ["->", "where", ",", "&", "="].contains { line.trimmed.hasSuffix($0) }
        return ends || ["{", "->", "throws", "async", "rethrows", "where"].contains { next.trimmed.hasPrefix($0) }
    }
}
