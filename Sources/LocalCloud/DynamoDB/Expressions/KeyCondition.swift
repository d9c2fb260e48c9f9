import AWSClient

/// Which items of a partition a query asks for.
struct KeyCondition: Equatable, Sendable {
    let hashName: String
    let hash: AttributeValue
    let range: Range?

    struct Range: Equatable, Sendable {
        let name: String
        let test: Test
    }

    enum Test: Equatable, Sendable {
        case compare(Condition.Comparison, AttributeValue)
        case between(AttributeValue, AttributeValue)
        case beginsWith(AttributeValue)
    }
}

extension KeyCondition {
    /// Reads a condition as one on the keys of a table or an index.
    init(_ condition: Condition, hash: String, range: String?) throws(ExpressionFault) {
        var parts: [Part] = []
        try Self.collect(condition, into: &parts)
        guard let first = parts.first(where: { $0.name == hash }) else {
            throw Self.fault("Query condition missed key schema element: \(hash)")
        }
        guard case .compare(.equal, let value) = first.test else {
            throw Self.fault("Query key condition not supported")
        }
        let others = parts.filter { $0.name != hash }
        guard parts.count - others.count == 1, others.count <= 1 else {
            throw Self.fault("KeyConditionExpressions must only contain one condition per key")
        }
        if let other = others.first, other.name != range {
            throw Self.fault("Query condition missed key schema element: \(range ?? hash)")
        }
        self.init(hashName: hash, hash: value, range: others.first.map { Range(name: $0.name, test: $0.test) })
    }

    func holds(of item: Item) -> Bool {
        guard let own = item[hashName], own.isSame(as: hash) else { return false }
        guard let range else { return true }
        guard let value = item[range.name] else { return false }
        switch range.test {
        case .compare(let comparison, let other): return comparison.holds(value, other)
        case .between(let low, let high):
            return Condition.Comparison.greaterOrEqual.holds(value, low)
                && Condition.Comparison.lessOrEqual.holds(value, high)
        case .beginsWith(let start):
            return Condition.beginsWith(.value(value), .value(start)).holds(of: item)
        }
    }

    private typealias Part = (name: String, test: Test)

    private static func fault(_ reason: String) -> ExpressionFault { ExpressionFault(.keyCondition, reason) }

    private static func collect(_ condition: Condition, into parts: inout [Part]) throws(ExpressionFault) {
        switch condition {
        case .and(let one, let two):
            try collect(one, into: &parts)
            try collect(two, into: &parts)
        case .compare(.path(let path), let comparison, .value(let value)):
            guard comparison != .notEqual else {
                throw fault("Invalid operator used in KeyConditionExpression: <>")
            }
            parts.append((try name(path), .compare(comparison, value)))
        case .between(.path(let path), .value(let low), .value(let high)):
            parts.append((try name(path), .between(low, high)))
        case .beginsWith(.path(let path), .value(let start)): parts.append((try name(path), .beginsWith(start)))
        case .compare, .between, .beginsWith, .isOneOf, .exists, .isAbsent, .hasType, .contains, .or, .not:
            throw fault("Invalid operator used in KeyConditionExpression")
        }
    }

    private static func name(_ path: DocumentPath) throws(ExpressionFault) -> String {
        guard path.rest.isEmpty else {
            throw fault("KeyConditionExpressions cannot have conditions on nested attributes")
        }
        return path.attribute
    }
}
