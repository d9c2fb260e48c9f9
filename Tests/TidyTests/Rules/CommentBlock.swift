/// Lines of comment that follow one another and have no code beside them.
struct CommentBlock {
    /// From 1.
    let start: Int
    var lines: [Substring]

    static func all(in file: TextFile) -> [CommentBlock] {
        let text = file.swift
        var blocks: [CommentBlock] = []
        var isOpen = false
        for (index, comment) in text.comments.enumerated() {
            let stands = !comment.trimmed.isEmpty && text.code[index].trimmed.isEmpty
            if stands, isOpen {
                blocks[blocks.count - 1].lines.append(comment.trimmed)
            } else if stands {
                blocks.append(CommentBlock(start: index + 1, lines: [comment.trimmed]))
            }
            isOpen = stands
        }
        return blocks
    }
}
