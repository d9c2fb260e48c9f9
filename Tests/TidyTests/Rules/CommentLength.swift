/// A comment is sentences, not a chapter: what needs one is a page in docs/.
struct CommentLength: Rule {
    private let most = 12

    func violations(in repository: Repository) -> [Violation] {
        repository.swiftFiles.flatMap { file in
            CommentBlock.all(in: file).filter { $0.lines.count > most }.map { block in
                Violation(
                    file.path,
                    line: block.start,
                    "a comment of \(block.lines.count) lines, \(most) are allowed: say why in fewer, or in docs/"
                )
            }
        }
    }
}
