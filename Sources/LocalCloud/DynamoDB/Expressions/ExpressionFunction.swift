import AWSClient

/// The functions that expressions have; their names are told apart by case.
enum ExpressionFunction: String {
    case attributeExists = "attribute_exists"
    case attributeNotExists = "attribute_not_exists"
    case attributeType = "attribute_type"
    case beginsWith = "begins_with"
    case contains
    case size
    case ifNotExists = "if_not_exists"
    case listAppend = "list_append"

    /// Whether it gives a value in an update, and not one in a condition or a condition itself.
    var isOfUpdates: Bool {
        switch self {
        case .ifNotExists, .listAppend: true
        case .attributeExists, .attributeNotExists, .attributeType, .beginsWith, .contains, .size: false
        }
    }
}

extension ExpressionParser {
    /// The function that is called here, which is told from an attribute by its parenthesis; nil where none is.
    func function() throws(ExpressionFault) -> ExpressionFunction? {
        guard case .word(let name)? = next, second == .symbol(.open) else { return nil }
        guard let function = ExpressionFunction(rawValue: name) else {
            throw ExpressionFault(kind, "Invalid function name; function: \(name)")
        }
        guard function.isOfUpdates == (kind == .update) else {
            throw ExpressionFault(kind, "The function is not allowed in \(kind.article); function: \(name)")
        }
        return function
    }

    /// What a function is called with: as many as it takes.
    mutating func operands<Operand>(
        of function: ExpressionFunction,
        count: Int,
        _ operand: (inout ExpressionParser) throws(ExpressionFault) -> Operand
    ) throws(ExpressionFault) -> [Operand] {
        skip()
        try expect(.open)
        var operands = [try operand(&self)]
        while take(.comma) { operands.append(try operand(&self)) }
        try expect(.close)
        guard operands.count == count else {
            throw ExpressionFault(
                kind,
                "Incorrect number of operands for operator or function; operator or function: \(function.rawValue), "
                    + "number of operands: \(operands.count)"
            )
        }
        return operands
    }

    func wrongUse(of function: ExpressionFunction) -> ExpressionFault {
        ExpressionFault(
            kind,
            "The function is not allowed to be used this way in an expression; function: \(function.rawValue)"
        )
    }

    func needsPath(_ function: ExpressionFunction) -> ExpressionFault {
        ExpressionFault(
            kind,
            "Operator or function requires a document path; operator or function: \(function.rawValue)"
        )
    }

    /// Refuses a value of a type with which an operator or function can never do anything.
    func check(_ value: AttributeValue?, for name: String, _ types: [String]) throws(ExpressionFault) {
        guard let value, !types.contains(value.typeName) else { return }
        throw ExpressionFault(
            kind,
            "Incorrect operand type for operator or function; operator or function: \(name), "
                + "operand type: \(value.typeName)"
        )
    }
}

extension ExpressionKind {
    fileprivate var article: String {
        switch self {
        case .condition: "a condition expression"
        case .filter: "a filter expression"
        case .keyCondition: "a key condition expression"
        case .projection: "a projection expression"
        case .update: "an update expression"
        }
    }
}
