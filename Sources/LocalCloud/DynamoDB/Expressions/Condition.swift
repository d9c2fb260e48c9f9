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

    indirect enum Operand: Equatable, Sendable {
        case path(DocumentPath)
        case value(AttributeValue)
        case size(Operand)
    }

    enum Comparison: String, Sendable {
        case equal = "="
        case notEqual = "<>"
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
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
            isWrapped = false
        }
        return condition
    }

    private mutating func conjunction() throws(ExpressionFault) -> Condition {
        var condition = try negation()
        while take(keyword: "AND") {
            try countOperator()
            condition = .and(condition, try negation())
            isWrapped = false
        }
        return condition
    }

    private mutating func negation() throws(ExpressionFault) -> Condition {
        try enter()
        defer { leave() }
        if take(keyword: "NOT") {
            try countOperator()
            let condition = Condition.not(try negation())
            isWrapped = false
            return condition
        }
        if take(.open) {
            let condition = try disjunction()
            try expect(.close)
            if isWrapped { throw ExpressionFault(kind, "The expression has redundant parentheses;") }
            isWrapped = true
            return condition
        }
        isWrapped = false
        return try test()
    }

    private mutating func test() throws(ExpressionFault) -> Condition {
        try countOperator()
        let function = try function()
        if let function, function != .size { return try call(of: function) }
        let left = try operand()
        if take(keyword: "BETWEEN") { return try between(left) }
        if take(keyword: "IN") { return try isOneOf(left) }
        guard case .symbol(let symbol)? = next, let comparison = Condition.Comparison(rawValue: symbol.rawValue) else {
            if let function, next == nil || next == .symbol(.close) { throw wrongUse(of: function) }
            throw syntaxError()
        }
        skip()
        let right = try operand()
        try checkDistinct(left, from: [right], for: comparison.rawValue)
        if comparison != .equal, comparison != .notEqual {
            for side in [left, right] { try check(side.constant, for: comparison.rawValue, Self.ordered) }
        }
        return .compare(left, comparison, right)
    }

    /// The types that have an order.
    private static let ordered = ["S", "N", "B"]

    private mutating func between(_ left: Condition.Operand) throws(ExpressionFault) -> Condition {
        let low = try operand()
        guard take(keyword: "AND") else { throw syntaxError() }
        let high = try operand()
        for side in [left, low, high] { try check(side.constant, for: "BETWEEN", Self.ordered) }
        if let low = low.constant, let high = high.constant {
            let both = "lower bound operand: \(low.inFaults), upper bound operand: \(high.inFaults)"
            guard let order = low.order(before: high) else {
                throw ExpressionFault(
                    kind,
                    "The BETWEEN operator requires same data type for lower and upper bounds; \(both)"
                )
            }
            if order == .behind {
                throw ExpressionFault(
                    kind,
                    "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; \(both)"
                )
            }
        }
        return .between(left, low, high)
    }

    private mutating func isOneOf(_ left: Condition.Operand) throws(ExpressionFault) -> Condition {
        try expect(.open)
        var candidates = [try operand()]
        while take(.comma) { candidates.append(try operand()) }
        try expect(.close)
        guard candidates.count <= Self.mostCandidates else {
            throw ExpressionFault(
                kind,
                "The IN operator is provided with too many operands; number of operands: \(candidates.count)"
            )
        }
        try checkDistinct(left, from: candidates, for: "IN")
        return .isOneOf(left, candidates)
    }

    /// DynamoDB refuses a longer list.
    private static let mostCandidates = 100

    private mutating func operand() throws(ExpressionFault) -> Condition.Operand {
        if case .value(let placeholder)? = next { return .value(try value(placeholder)) }
        guard let function = try function() else { return .path(try path()) }
        guard function == .size else { throw wrongUse(of: function) }
        try enter()
        defer { leave() }
        let operand = try operands(of: function, count: 1, Self.anyOperand)[0]
        try check(operand.constant, for: function.rawValue, ["S", "B", "SS", "NS", "BS", "L", "M"])
        return .size(operand)
    }

    /// A function for ``operands(of:count:_:)``.
    private static func anyOperand(_ parser: inout ExpressionParser) throws(ExpressionFault) -> Condition.Operand {
        try parser.operand()
    }

    private mutating func call(of function: ExpressionFunction) throws(ExpressionFault) -> Condition {
        switch function {
        case .attributeExists, .attributeNotExists:
            let path = try path(operands(of: function, count: 1, Self.anyOperand)[0], of: function)
            return function == .attributeExists ? .exists(path) : .isAbsent(path)
        case .attributeType:
            let both = try operands(of: function, count: 2, Self.anyOperand)
            let path = try path(both[0], of: function)
            try check(both[1].constant, for: function.rawValue, ["S"])
            try checkTypeName(both[1].constant)
            return .hasType(path, both[1])
        case .beginsWith:
            let both = try operands(of: function, count: 2, Self.anyOperand)
            for side in both { try check(side.constant, for: function.rawValue, ["S", "B"]) }
            return .beginsWith(both[0], both[1])
        case .contains:
            let both = try operands(of: function, count: 2, Self.anyOperand)
            try checkDistinct(both[0], from: [both[1]], for: function.rawValue)
            return .contains(both[0], both[1])
        case .size, .ifNotExists, .listAppend: throw wrongUse(of: function)
        }
    }

    private func path(
        _ operand: Condition.Operand,
        of function: ExpressionFunction
    ) throws(ExpressionFault) -> DocumentPath {
        guard case .path(let path) = operand else { throw needsPath(function) }
        return path
    }

    private func checkTypeName(_ value: AttributeValue?) throws(ExpressionFault) {
        let types = ["B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M"]
        guard case .string(let name)? = value, !types.contains(name) else { return }
        throw ExpressionFault(
            kind,
            "Invalid attribute type name found; type: \(name), valid types: {\(types.joined(separator: ","))}"
        )
    }

    /// An attribute that is compared with itself is taken for a mistake.
    private func checkDistinct(
        _ first: Condition.Operand,
        from others: [Condition.Operand],
        for name: String
    ) throws(ExpressionFault) {
        guard case .path(let path) = first, others.contains(first) else { return }
        throw ExpressionFault(
            kind,
            "The first operand must be distinct from the remaining operands for this operator or function; "
                + "operator: \(name), first operand: \(path)"
        )
    }
}

extension Condition.Operand {
    /// Its value, where that does not depend on an item.
    fileprivate var constant: AttributeValue? {
        guard case .value(let value) = self else { return nil }
        return value
    }
}

extension AttributeValue {
    /// As faults show it.
    fileprivate var inFaults: String {
        switch self {
        case .string(let text), .number(let text): "AttributeValue: {\(typeName):\(text)}"
        case .binary(let bytes): "AttributeValue: {B:\(bytes.count) bytes}"
        case .bool, .null, .map, .list, .stringSet, .numberSet, .binarySet: "AttributeValue: {\(typeName)}"
        }
    }
}
