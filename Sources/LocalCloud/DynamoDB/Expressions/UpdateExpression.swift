import AWSClient

/// What an update does to an item: each path is spoken of once.
struct UpdateExpression: Equatable, Sendable {
    enum Action: Equatable, Sendable {
        case set(DocumentPath, Value)
        case remove(DocumentPath)
        case add(DocumentPath, AttributeValue)
        case delete(DocumentPath, AttributeValue)

        var path: DocumentPath {
            switch self {
            case .set(let path, _), .remove(let path), .add(let path, _), .delete(let path, _): path
            }
        }
    }

    indirect enum Value: Equatable, Sendable {
        case path(DocumentPath)
        case constant(AttributeValue)
        case ifNotExists(DocumentPath, Value)
        case listAppend(Value, Value)
        case plus(Value, Value)
        case minus(Value, Value)
    }

    let actions: [Action]
}

extension ExpressionParser {
    /// All of the expression, which is an update.
    mutating func wholeUpdate() throws(ExpressionFault) -> UpdateExpression {
        var actions: [UpdateExpression.Action] = []
        var seen: Set<Clause> = []
        repeat {
            guard case .word(let word)? = next, let clause = Clause(rawValue: word.uppercased()) else {
                throw syntaxError()
            }
            guard seen.insert(clause).inserted else {
                throw ExpressionFault(
                    kind,
                    "The \"\(clause.rawValue)\" section can only be used once in an update expression;"
                )
            }
            skip()
            repeat { actions.append(try action(of: clause)) } while take(.comma)
        } while next != nil
        try kind.check(actions.map(\.path))
        return UpdateExpression(actions: actions)
    }

    private enum Clause: String {
        case set = "SET"
        case remove = "REMOVE"
        case add = "ADD"
        case delete = "DELETE"
    }

    private mutating func action(of clause: Clause) throws(ExpressionFault) -> UpdateExpression.Action {
        switch clause {
        case .set:
            let path = try path()
            try expect(.equal)
            return .set(path, try sum())
        case .remove: return .remove(try path())
        case .add: return .add(try path(), try constant(of: clause, ["N", "SS", "NS", "BS"]))
        case .delete: return .delete(try path(), try constant(of: clause, ["SS", "NS", "BS"]))
        }
    }

    private mutating func constant(of clause: Clause, _ types: [String]) throws(ExpressionFault) -> AttributeValue {
        guard case .value(let placeholder)? = next else { throw syntaxError() }
        let value = try value(placeholder)
        guard types.contains(value.typeName) else {
            throw ExpressionFault(
                kind,
                "Incorrect operand type for operator or function; operator: \(clause.rawValue), "
                    + "operand type: \(value.longTypeName), typeSet: ALLOWED_FOR_\(clause.rawValue)_OPERAND"
            )
        }
        return value
    }

    /// One value, or two with a sign between them.
    private mutating func sum() throws(ExpressionFault) -> UpdateExpression.Value {
        let left = try term()
        for sign in [Token.Symbol.plus, .minus] where take(sign) {
            try countOperator()
            let right = try term()
            for side in [left, right] { try check(side.constant, for: sign.rawValue, ["N"]) }
            return sign == .plus ? .plus(left, right) : .minus(left, right)
        }
        return left
    }

    private mutating func term() throws(ExpressionFault) -> UpdateExpression.Value {
        try enter()
        defer { leave() }
        if case .value(let placeholder)? = next { return .constant(try value(placeholder)) }
        if take(.open) {
            let value = try sum()
            try expect(.close)
            return value
        }
        guard let function = try function() else { return .path(try path()) }
        try countOperator()
        let both = try operands(of: function, count: 2) { parser throws(ExpressionFault) in try parser.term() }
        if function == .listAppend {
            for side in both { try check(side.constant, for: function.rawValue, ["L"]) }
            return .listAppend(both[0], both[1])
        }
        guard case .path(let path) = both[0] else { throw needsPath(function) }
        return .ifNotExists(path, both[1])
    }
}

extension UpdateExpression.Value {
    /// Its value, where that does not depend on an item.
    fileprivate var constant: AttributeValue? {
        guard case .constant(let value) = self else { return nil }
        return value
    }
}

extension AttributeValue {
    /// As the faults of ADD and DELETE name its type.
    fileprivate var longTypeName: String {
        switch self {
        case .string: "STRING"
        case .number: "NUMBER"
        case .binary: "BINARY"
        case .bool: "BOOLEAN"
        case .null: "NULL"
        case .map: "MAP"
        case .list: "LIST"
        case .stringSet: "STRING_SET"
        case .numberSet: "NUMBER_SET"
        case .binarySet: "BINARY_SET"
        }
    }
}
