import AWSClient

/// What must hold of an item.
indirect enum Condition: Equatable, Sendable {
    case compare(Operand, Comparison, Operand)
    case between(Operand, Operand, Operand)
    case isOneOf(Operand, [Operand])
    case exists(DocumentPath)
    case isAbsent(DocumentPath)
    case hasType(DocumentPath, Operand)
    case beginsWith(Operand, Operand)
    case contains(Operand, Operand)
    case and(Condition, Condition)
    case or(Condition, Condition)
    case not(Condition)

    enum Operand: Equatable, Sendable {
        case path(DocumentPath)
        case value(AttributeValue)
        case size(DocumentPath)
    }

    enum Comparison: Sendable {
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    }
}

extension ExpressionParser {
    /// All of the expression, which is a condition.
    mutating func wholeCondition() throws(ExpressionFault) -> Condition {
        let condition = try disjunction()
        try expectEnd()
        return condition
    }

    private mutating func disjunction() throws(ExpressionFault) -> Condition {
        var condition = try conjunction()
        while take(keyword: "OR") {
            try countOperator()
            condition = .or(condition, try conjunction())
        }
        return condition
    }

    private mutating func conjunction() throws(ExpressionFault) -> Condition {
        var condition = try negation()
        while take(keyword: "AND") {
            try countOperator()
            condition = .and(condition, try negation())
        }
        return condition
    }

    private mutating func negation() throws(ExpressionFault) -> Condition {
        try enter()
        defer { leave() }
        if take(keyword: "NOT") {
            try countOperator()
            return .not(try negation())
        }
        if take(.open) {
            let condition = try disjunction()
            try expect(.close)
            return condition
        }
        return try test()
    }

    private mutating func test() throws(ExpressionFault) -> Condition {
        try countOperator()
        if let name = function(), name != "size" { return try call(of: name) }
        let left = try operand()
        if take(keyword: "BETWEEN") {
            let low = try operand()
            guard take(keyword: "AND") else { throw syntaxError() }
            return .between(left, low, try operand())
        }
        if take(keyword: "IN") {
            try expect(.open)
            var candidates = [try operand()]
            while take(.comma) { candidates.append(try operand()) }
            try expect(.close)
            guard candidates.count <= Self.mostCandidates else {
                throw ExpressionFault(kind, "The IN operator is provided with too many operands;")
            }
            return .isOneOf(left, candidates)
        }
        guard let comparison = comparison() else { throw syntaxError() }
        skip()
        return .compare(left, comparison, try operand())
    }

    /// DynamoDB refuses a longer list.
    private static let mostCandidates = 100

    private func comparison() -> Condition.Comparison? {
        guard case .symbol(let symbol)? = next else { return nil }
        return switch symbol {
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        case .open, .close, .openBracket, .closeBracket, .comma, .dot, .plus, .minus: nil
        }
    }

    mutating func operand() throws(ExpressionFault) -> Condition.Operand {
        if case .value(let placeholder)? = next { return .value(try value(placeholder)) }
        guard function() == "size" else { return .path(try path()) }
        skip()
        try expect(.open)
        let path = try path()
        try expect(.close)
        return .size(path)
    }

    private mutating func call(of name: String) throws(ExpressionFault) -> Condition {
        skip()
        try expect(.open)
        let condition: Condition
        switch name {
        case "attribute_exists": condition = .exists(try path())
        case "attribute_not_exists": condition = .isAbsent(try path())
        case "attribute_type":
            let path = try path()
            try expect(.comma)
            condition = .hasType(path, try operand())
        case "begins_with":
            let whole = try operand()
            try expect(.comma)
            condition = .beginsWith(whole, try operand())
        case "contains":
            let whole = try operand()
            try expect(.comma)
            condition = .contains(whole, try operand())
        default: throw ExpressionFault(kind, "Invalid function name; function: \(name)")
        }
        try expect(.close)
        return condition
    }
}
