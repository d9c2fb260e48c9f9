import _StringProcessing

/// Code that was commented out; an example in a documentation comment is not.
struct DeadCode: Rule {
    func violations(in repository: Repository) -> [Violation] {
        repository.swiftFiles.flatMap { file in
            CommentBlock.all(in: file).flatMap { block in
                block.lines.enumerated().compactMap { index, line in
                    guard line.hasPrefix("//"), !line.hasPrefix("///"), looksLikeCode(line.dropFirst(2).trimmed) else {
                        return nil
                    }
                    return Violation(
                        file.path,
                        line: block.start + index,
                        "commented-out code: delete it, the history keeps it"
                    )
                }
            }
        }
    }

    private func looksLikeCode(_ line: Substring) -> Bool {
        line.wholeMatch(of: DeadCode.declaration) != nil || line.wholeMatch(of: DeadCode.statement) != nil
    }

    // Shapes that no sentence has. They are built at each use, because a Regex is not Sendable.

    private static var declaration: Regex<Substring> {
        #/(?:(?:package|private|static|final|mutating) )*(?:(?:let|var) \w+(?:: | = ).*|func \w+.*\(.*|import \w+)/#
    }

    private static var statement: Regex<Substring> {
        #/
            (?:if|guard|for|while|switch|do|else|case)\b.*[{:]
            | (?:(?:try|await|return)\ )*[\w.]+\(.*\)(?:\ \{)?
            | [\w.]+\ [-+]?=\ .*[^.]
            | [})\]]+[,;)]*
        /#
    }
}
