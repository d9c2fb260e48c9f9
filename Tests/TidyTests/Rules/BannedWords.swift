/// Words that our own Swift does without, each with what to write instead.
///
/// An exception names its decision record, `docs/decisions/NNNN`, on its line or on the one above.
struct BannedWords: Rule {
    private struct Ban {
        let word: String
        let advice: String
        var applies: @Sendable (TextFile) -> Bool = { _ in true }
    }

    private static let bans: [Ban] = [
        Ban(word: "public", advice: "write package: nothing here is a product for others"),
        Ban(word: "Task.detached", advice: "use async let or a task group: concurrency is a scope"),
        Ban(word: "Task.init", advice: "use async let or a task group: concurrency is a scope"),
        Ban(word: "Task.immediate", advice: "use async let or a task group: concurrency is a scope"),
        Ban(word: "Task.immediateDetached", advice: "use async let or a task group: concurrency is a scope"),
        Ban(word: "@unchecked Sendable", advice: "make it a value, an actor, or a class whose state is in a Mutex"),
        Ban(word: "nonisolated(unsafe)", advice: "make it a let, or put it in a Mutex or an actor"),
        Ban(word: "DispatchSemaphore", advice: "await instead: a blocked thread of the pool may be its last"),
        Ban(word: "sem_wait", advice: "await instead: a blocked thread of the pool may be its last"),
        Ban(word: "Task.sleep", advice: "sleep through the injected WallClock") { file in
            file.path != "Sources/Time/SystemClock.swift"
        },
        Ban(word: "properties.name", advice: "print the scalar's number: a zip leaves the names out, and aborts"),
        Ban(word: "fatalError", advice: "throw: nothing that an outsider sends may trap") { !$0.isTest },
        Ban(word: "preconditionFailure", advice: "throw: nothing that an outsider sends may trap") { !$0.isTest },
        Ban(word: "try?", advice: "catch the error: dropping it hides what went wrong") { file in
            file.folders.first == "Sources" || file.folders.first == "functions"
        },
    ]

    /// Looked for in comments too.
    private static let promises = ["TO" + "DO", "FIX" + "ME"]

    func violations(in repository: Repository) -> [Violation] {
        repository.swiftFiles.flatMap { file in
            let text = file.swift
            return text.code.indices.flatMap { index -> [Violation] in
                let found = advice(onCode: text.code[index], of: file) + advice(onComment: text.comments[index])
                guard !found.isEmpty, !isExcused(index, comments: text.comments, in: repository) else { return [] }
                return found.map { Violation(file.path, line: index + 1, $0) }
            }
        }
    }

    private func advice(onCode line: Substring, of file: TextFile) -> [String] {
        var found = BannedWords.bans
            .filter { line.containsWord($0.word) && $0.applies(file) }
            .map { "\($0.word): \($0.advice)" }
        if line.startsBareTask { found.append("Task { }: use async let or a task group: concurrency is a scope") }
        return found
    }

    private func advice(onComment line: Substring) -> [String] {
        BannedWords.promises.filter { line.containsWord($0) }.map { "\($0): do it now, or say why it is not needed" }
    }

    private func isExcused(_ index: Int, comments: [Substring], in repository: Repository) -> Bool {
        comments[max(0, index - 1)...index].contains { comment in
            comment.split(separator: "docs/decisions/").dropFirst().contains { repository.hasDecision($0.prefix(4)) }
        }
    }
}

extension TextFile {
    fileprivate var isTest: Bool { folders.first == "Tests" }
}

extension Substring {
    /// `Task {`, or `Task(…) {` with its arguments on this line.
    fileprivate var startsBareTask: Bool {
        guard containsWord("Task") else { return false }
        return matches(of: #/(?:^|[^.\w])Task\s*(?:<[^{]*>)?\s*(?:\([^{]*\))?\s*\{/#).contains { match in
            // After these it is the type of a function or of a property, and the brace opens a body.
            let before = self[...match.range.lowerBound].trimmed
            return !before.hasSuffix("->") && !before.hasSuffix(":")
        }
    }
}
