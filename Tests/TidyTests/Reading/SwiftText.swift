/// A Swift file taken apart: what is code and what is comment, line by line.
///
/// What does not belong to a view is blanked out, so that a word in a string is no code and every column stays.
/// Text in string literals is in neither view; code in an interpolation is code.
struct SwiftText: Sendable {
    let code: [Substring]
    let comments: [Substring]

    init(_ text: String) {
        var lexer = Lexer(bytes: Array(text.utf8))
        lexer.run()
        let lines = { (bytes: [UInt8]) in
            String(decoding: bytes, as: UTF8.self).utf8
                .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0) }
        }
        code = lines(lexer.code)
        comments = lines(lexer.comments)
    }
}

private struct Lexer {
    private enum Mode: Equatable {
        /// `parentheses` counts those that are open since an interpolation began.
        case code(parentheses: Int)
        case lineComment
        case blockComment
        case literal(end: [UInt8], interpolation: [UInt8], multiline: Bool)
    }

    /// The bytes that may begin or end something.
    private static let marks = Array("/\"#()".utf8)

    private let bytes: [UInt8]
    private var modes: [Mode] = [.code(parentheses: 0)]
    private var index = 0
    private(set) var code: [UInt8] = []
    private(set) var comments: [UInt8] = []

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func run() {
        while index < bytes.count {
            switch modes.last ?? .code(parentheses: 0) {
            case .code(let parentheses): stepCode(parentheses)
            case .lineComment: stepLineComment()
            case .blockComment: stepBlockComment()
            case .literal(let end, let interpolation, let multiline):
                stepLiteral(end, interpolation, multiline)
            }
        }
    }

    private mutating func stepCode(_ parentheses: Int) {
        if !Lexer.marks.contains(bytes[index]) {
            takeCode()
        } else if sees("//") {
            modes.append(.lineComment)
        } else if sees("/*") {
            modes.append(.blockComment)
            takeComment(2)
        } else if beginsLiteral() {
            return
        } else {
            let byte = bytes[index]
            if modes.count > 1, byte == UInt8(ascii: "(") {
                modes[modes.count - 1] = .code(parentheses: parentheses + 1)
            } else if modes.count > 1, byte == UInt8(ascii: ")") {
                modes[modes.count - 1] = .code(parentheses: parentheses - 1)
                if parentheses == 1 {
                    modes.removeLast()
                    return blank(1)
                }
            }
            takeCode()
        }
    }

    private mutating func stepLineComment() {
        modes.removeLast()
        takeComment(bytes[index...].firstIndex(of: UInt8(ascii: "\n")).map { $0 - index } ?? bytes.count - index)
    }

    private mutating func stepBlockComment() {
        if sees("/*") {
            modes.append(.blockComment)
            takeComment(2)
        } else if sees("*/") {
            modes.removeLast()
            takeComment(2)
        } else {
            takeComment(1)
        }
    }

    /// An unfinished literal of one line ends with its line, so that one odd line does not blank the rest of a file.
    private mutating func stepLiteral(_ end: [UInt8], _ interpolation: [UInt8], _ multiline: Bool) {
        if sees(end) || (!multiline && bytes[index] == UInt8(ascii: "\n")) {
            modes.removeLast()
            blank(sees(end) ? end.count : 1)
        } else if sees(interpolation + [UInt8(ascii: "(")]) {
            modes.append(.code(parentheses: 1))
            blank(interpolation.count + 1)
        } else if sees(interpolation) {
            blank(interpolation.count + 1)
        } else {
            blank(1)
        }
    }

    /// `"`, `"""`, either with number signs around it, or `#/`.
    private mutating func beginsLiteral() -> Bool {
        let signs = bytes[index...].prefix { $0 == UInt8(ascii: "#") }
        let after = index + signs.count
        let hashes = Array(signs)
        let escape = [UInt8(ascii: "\\")] + hashes
        if sees("\"\"\"", at: after) {
            modes.append(.literal(end: Array("\"\"\"".utf8) + hashes, interpolation: escape, multiline: true))
            blank(hashes.count + 3)
        } else if sees("\"", at: after) {
            modes.append(.literal(end: Array("\"".utf8) + hashes, interpolation: escape, multiline: false))
            blank(hashes.count + 1)
        } else if !hashes.isEmpty, sees("/", at: after) {
            modes.append(.literal(end: Array("/".utf8) + hashes, interpolation: escape, multiline: true))
            blank(hashes.count + 1)
        } else {
            return false
        }
        return true
    }

    private func sees(_ word: String, at start: Int? = nil) -> Bool {
        bytes[min(start ?? index, bytes.count)...].starts(with: word.utf8)
    }

    private func sees(_ word: [UInt8]) -> Bool {
        bytes[index...].starts(with: word)
    }

    private mutating func takeCode() {
        code.append(bytes[index])
        comments.append(bytes[index] == UInt8(ascii: "\n") ? bytes[index] : UInt8(ascii: " "))
        index += 1
    }

    private mutating func takeComment(_ count: Int) {
        for byte in bytes[index...].prefix(count) {
            comments.append(byte)
            code.append(byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " "))
        }
        index += count
    }

    private mutating func blank(_ count: Int) {
        for byte in bytes[index...].prefix(count) {
            let shown = byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " ")
            code.append(shown)
            comments.append(shown)
        }
        index += count
    }
}
