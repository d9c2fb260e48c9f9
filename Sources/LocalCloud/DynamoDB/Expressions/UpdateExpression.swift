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
        var seen: Set<String> = []
        repeat {
            guard case .word(let word)? = next else { throw syntaxError() }
            let clause = word.uppercased()
            guard seen.insert(clause).inserted else {
                throw ExpressionFault(kind, "The \"\(clause)\" section can only be used once in an update expression;")
            }
            skip()
            repeat { actions.append(try action(of: clause)) } while take(.comma)
        } while next != nil
        try check(actions.map(\.path))
        return UpdateExpression(actions: actions)
    }

    private mutating func action(of clause: String) throws(ExpressionFault) -> UpdateExpression.Action {
        switch clause {
        case "SET":
            let path = try path()
            try expect(.equal)
            return .set(path, try sum())
        case "REMOVE": return .remove(try path())
        case "ADD": return .add(try path(), try constant())
        case "DELETE": return .delete(try path(), try constant())
        default: throw syntaxError()
        }
    }

    private mutating func constant() throws(ExpressionFault) -> AttributeValue {
        guard case .value(let placeholder)? = next else { throw syntaxError() }
        return try value(placeholder)
    }

    /// One value, or two with a sign between them.
    private mutating func sum() throws(ExpressionFault) -> UpdateExpression.Value {
        let left = try term()
        if take(.plus) {
            try countOperator()
            return .plus(left, try term())
        }
        if take(.minus) {
            try countOperator()
            return .minus(left, try term())
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
        guard let name = function() else { return .path(try path()) }
        try countOperator()
        skip()
        try expect(.open)
        let value: UpdateExpression.Value
        switch name {
        case "if_not_exists":
            let path = try path()
            try expect(.comma)
            value = .ifNotExists(path, try term())
        case "list_append":
            let first = try term()
            try expect(.comma)
            value = .listAppend(first, try term())
        default: throw ExpressionFault(kind, "Invalid function name; function: \(name)")
        }
        try expect(.close)
        return value
    }

    private func check(_ paths: [DocumentPath]) throws(ExpressionFault) {
        for (index, path) in paths.enumerated() {
            for other in paths[..<index] {
                let both = "path one: [\(other)], path two: [\(path)]"
                if path.overlaps(other) {
                    throw ExpressionFault(
                        kind,
                        "Two document paths overlap with each other; must remove or rewrite one of these paths; \(both)"
                    )
                }
                if path.conflicts(with: other) {
                    throw ExpressionFault(
                        kind,
                        "Two document paths conflict with each other; "
                            + "must remove or rewrite one of these paths; \(both)"
                    )
                }
            }
        }
    }
}
