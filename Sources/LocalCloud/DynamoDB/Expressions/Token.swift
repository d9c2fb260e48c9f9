/// A word of an expression.
enum Token: Hashable, Sendable {
    /// A name, or a keyword where one is expected.
    case word(String)
    /// `#name`, with its sign.
    case placeholder(String)
    /// `:value`, with its sign.
    case value(String)
    case number(Int)
    case symbol(Symbol)

    enum Symbol: String, Sendable, CaseIterable {
        case equal = "="
        case notEqual = "<>"
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case open = "("
        case close = ")"
        case openBracket = "["
        case closeBracket = "]"
        case comma = ","
        case dot = "."
        case plus = "+"
        case minus = "-"
    }

    var text: String {
        switch self {
        case .word(let text), .placeholder(let text), .value(let text): text
        case .number(let number): "\(number)"
        case .symbol(let symbol): symbol.rawValue
        }
    }

    /// Whether it is this keyword, in any case.
    func isKeyword(_ keyword: String) -> Bool {
        guard case .word(let text) = self else { return false }
        return text.uppercased() == keyword
    }
}

/// Cuts an expression into its words.
enum Lexer {
    /// DynamoDB refuses a longer expression.
    static let longest = 4_096

    /// Whether a text is one placeholder with this sign, and nothing else.
    static func isPlaceholder(_ text: String, _ sign: Character) -> Bool {
        text.first == sign && text.utf8.count > 1 && text.utf8.dropFirst().allSatisfy(\.isOfName)
    }

    static func tokens(_ text: String, of kind: ExpressionKind) throws(ExpressionFault) -> [Token] {
        let bytes = Array(text.utf8)
        guard bytes.contains(where: { !$0.isSpace }) else {
            throw ExpressionFault(kind, "The expression can not be empty;")
        }
        guard bytes.count <= longest else {
            throw ExpressionFault(
                kind,
                "Expression size has exceeded the maximum allowed size; expression size: \(bytes.count)"
            )
        }
        var tokens: [Token] = []
        var rest = bytes[...]
        while let first = rest.first {
            if first.isSpace {
                rest = rest.dropFirst()
                continue
            }
            guard let (token, length) = token(rest) else {
                let near = String(decoding: rest.prefix(10), as: UTF8.self)
                throw ExpressionFault(kind, "Syntax error; token: \"\(near.prefix(1))\", near: \"\(near)\"")
            }
            tokens.append(token)
            rest = rest.dropFirst(length)
        }
        return tokens
    }

    private static func token(_ rest: ArraySlice<UInt8>) -> (Token, Int)? {
        guard let first = rest.first else { return nil }
        if first == UInt8(ascii: "#") || first == UInt8(ascii: ":") {
            let name = rest.dropFirst().prefix { $0.isOfName }
            guard !name.isEmpty else { return nil }
            let text = String(decoding: rest.prefix(name.count + 1), as: UTF8.self)
            return (first == UInt8(ascii: "#") ? .placeholder(text) : .value(text), name.count + 1)
        }
        if first.isDigit {
            let digits = rest.prefix { $0.isDigit }
            guard digits.count <= 6, let number = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
            return (.number(number), digits.count)
        }
        if first.isOfName {
            let name = rest.prefix { $0.isOfName }
            return (.word(String(decoding: name, as: UTF8.self)), name.count)
        }
        // The longer ones first: `<=` is not `<`.
        for length in [2, 1] where rest.count >= length {
            let text = String(decoding: rest.prefix(length), as: UTF8.self)
            if let symbol = Token.Symbol(rawValue: text) { return (.symbol(symbol), length) }
        }
        return nil
    }
}

extension UInt8 {
    fileprivate var isSpace: Bool { self == 0x20 || (0x09...0x0d).contains(self) }
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    fileprivate var isOfName: Bool {
        let lower = self | 0x20
        return isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower) || self == UInt8(ascii: "_")
    }
}
