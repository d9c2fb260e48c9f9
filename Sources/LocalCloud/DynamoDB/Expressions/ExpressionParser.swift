import AWSClient

/// What the placeholders of a request's expressions stand for, and which of them were used: none may be left over.
struct Placeholders {
    let names: [String: String]
    let values: [String: AttributeValue]
    private(set) var usedNames: Set<String> = []
    private(set) var usedValues: Set<String> = []

    init(names: [String: String] = [:], values: [String: AttributeValue] = [:]) {
        self.names = names
        self.values = values
    }

    fileprivate mutating func name(_ placeholder: String) -> String? {
        usedNames.insert(placeholder)
        return names[placeholder]
    }

    fileprivate mutating func value(_ placeholder: String) -> AttributeValue? {
        usedValues.insert(placeholder)
        return values[placeholder]
    }

    var unusedNames: [String] { names.keys.filter { !usedNames.contains($0) }.sorted() }
    var unusedValues: [String] { values.keys.filter { !usedValues.contains($0) }.sorted() }
}

/// Reads the words of one expression, one after the other.
struct ExpressionParser {
    let kind: ExpressionKind
    private let tokens: [Token]
    private var position = 0
    private(set) var placeholders: Placeholders
    private var depth = 0
    private var operators = 0
    /// Whether what was read last stood in parentheses, all of it: nobody needs two pairs of them.
    var isWrapped = false

    /// Parentheses and NOTs within one another; DynamoDB's own limit is not told, a stack has one.
    private static let deepest = 150
    /// DynamoDB refuses an expression of more operators and functions.
    private static let mostOperators = 300

    init(_ text: String, of kind: ExpressionKind, _ placeholders: Placeholders) throws(ExpressionFault) {
        self.kind = kind
        self.placeholders = placeholders
        tokens = try Lexer.tokens(text, of: kind)
    }

    var next: Token? { position < tokens.count ? tokens[position] : nil }
    var second: Token? { position + 1 < tokens.count ? tokens[position + 1] : nil }

    mutating func skip() { position += 1 }

    mutating func take(_ symbol: Token.Symbol) -> Bool {
        guard next == .symbol(symbol) else { return false }
        skip()
        return true
    }

    mutating func take(keyword: String) -> Bool {
        guard next?.isKeyword(keyword) == true else { return false }
        skip()
        return true
    }

    mutating func expect(_ symbol: Token.Symbol) throws(ExpressionFault) {
        guard take(symbol) else { throw syntaxError() }
    }

    func expectEnd() throws(ExpressionFault) {
        guard next == nil else { throw syntaxError() }
    }

    mutating func enter() throws(ExpressionFault) {
        depth += 1
        guard depth <= Self.deepest else { throw ExpressionFault(kind, "The expression is nested too deeply;") }
    }

    mutating func leave() { depth -= 1 }

    mutating func countOperator() throws(ExpressionFault) {
        operators += 1
        guard operators <= Self.mostOperators else {
            throw ExpressionFault(
                kind,
                "The expression contains too many operators; maximum operators: \(Self.mostOperators)"
            )
        }
    }

    mutating func path() throws(ExpressionFault) -> DocumentPath {
        let attribute = try name()
        var rest: [DocumentPath.Step] = []
        while true {
            if take(.dot) {
                rest.append(.attribute(try name()))
            } else if take(.openBracket) {
                guard case .number(let index)? = next else { throw syntaxError() }
                skip()
                try expect(.closeBracket)
                rest.append(.element(index))
            } else {
                guard rest.count < AttributeValue.deepest else {
                    throw ExpressionFault(kind, "The document path has too many nesting elements;")
                }
                return DocumentPath(attribute: attribute, rest: rest)
            }
        }
    }

    private mutating func name() throws(ExpressionFault) -> String {
        switch next {
        case .word(let word)?:
            guard !ReservedWords.contains(word) else {
                throw ExpressionFault(kind, "Attribute name is a reserved keyword; reserved keyword: \(word)")
            }
            skip()
            return word
        case .placeholder(let placeholder)?:
            skip()
            guard let name = placeholders.name(placeholder) else {
                throw ExpressionFault(
                    kind,
                    "An expression attribute name used in the document path is not defined; "
                        + "attribute name: \(placeholder)"
                )
            }
            return name
        case .value, .number, .symbol, nil: throw syntaxError()
        }
    }

    mutating func value(_ placeholder: String) throws(ExpressionFault) -> AttributeValue {
        skip()
        guard let value = placeholders.value(placeholder) else {
            throw ExpressionFault(
                kind,
                "An expression attribute value used in expression is not defined; attribute value: \(placeholder)"
            )
        }
        return value
    }

    func syntaxError() -> ExpressionFault {
        guard let next else { return ExpressionFault(kind, "Syntax error; token: \"<EOF>\", near: \"\(near)\"") }
        return ExpressionFault(kind, "Syntax error; token: \"\(next.text)\", near: \"\(near)\"")
    }

    /// The word and its neighbours.
    private var near: String {
        tokens[max(0, position - 1)..<min(tokens.count, position + 2)].map(\.text).joined(separator: " ")
    }
}
