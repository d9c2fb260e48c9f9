import AWSClient

/// Which items of a partition a query asks for.
struct KeyCondition: Equatable, Sendable {
    private let hash: AttributeValue
    fileprivate let range: Test?

    fileprivate enum Test: Equatable, Sendable {
        case compare(Condition.Comparison, AttributeValue)
        case between(AttributeValue, AttributeValue)
        case beginsWith(AttributeValue)
    }
}

extension KeyCondition {
    /// Reads a condition as one on the keys of a table or an index.
    init(_ condition: Condition, on schema: KeySchema) throws(ExpressionFault) {
        var parts: [Part] = []
        try Self.collect(condition, into: &parts)
        guard let first = parts.first(where: { $0.name == schema.hash.name }) else {
            throw Self.missed(schema.hash)
        }
        guard case .compare(.equal, let hash) = first.test else {
            throw ExpressionFault(message: "Query key condition not supported")
        }
        let others = parts.filter { $0.name != schema.hash.name }
        guard parts.count - others.count == 1, others.count <= 1 else {
            throw Self.fault("KeyConditionExpressions must only contain one condition per key")
        }
        if let other = others.first, other.name != schema.range?.name {
            throw Self.missed(schema.range ?? schema.hash)
        }
        try Self.check([hash], schema.hash)
        if let range = schema.range, let test = others.first?.test { try Self.check(test.values, range) }
        self.init(hash: hash, range: others.first?.test)
    }

    /// Where these items lie.
    var keys: Range<ItemKey> {
        let partition = ItemKey(partition: hash)
        guard let range else { return partition..<partition.behindAll }
        switch range {
        case .compare(let comparison, let value):
            let place = partition.then(value)
            return switch comparison {
            case .equal: place..<place.behindAll
            case .less: partition..<place
            case .lessOrEqual: partition..<place.behindAll
            case .greater: place.behindAll..<partition.behindAll
            case .greaterOrEqual: place..<partition.behindAll
            // Not let into a key condition.
            case .notEqual: partition..<partition
            }
        case .between(let low, let high):
            let first = partition.then(low)
            return first..<max(first, partition.then(high).behindAll)
        case .beginsWith(let start):
            let first = partition.startingWith(start)
            return first..<first.behindAll
        }
    }

    private typealias Part = (name: String, test: Test)

    private static func fault(_ reason: String) -> ExpressionFault { ExpressionFault(.keyCondition, reason) }

    private static func missed(_ key: KeyAttribute) -> ExpressionFault {
        ExpressionFault(message: "Query condition missed key schema element: \(key.name)")
    }

    private static func check(_ values: [AttributeValue], _ key: KeyAttribute) throws(ExpressionFault) {
        for value in values {
            guard key.fits(value) else {
                throw ExpressionFault(
                    message: "One or more parameter values were invalid: "
                        + "Condition parameter type does not match schema type"
                )
            }
            if value.isEmptyKey {
                throw ExpressionFault(
                    message: "One or more parameter values are not valid. The AttributeValue for a key attribute "
                        + "cannot contain an empty \(key.kind == .binary ? "binary" : "string") value. "
                        + "Key: \(key.name)"
                )
            }
        }
    }

    private static func collect(_ condition: Condition, into parts: inout [Part]) throws(ExpressionFault) {
        switch condition {
        case .and(let one, let two):
            try collect(one, into: &parts)
            try collect(two, into: &parts)
        case .compare(.path(let path), let comparison, .value(let value)):
            guard comparison != .notEqual else { throw notAllowed("<>") }
            parts.append((try name(path), .compare(comparison, value)))
        case .compare(.value(let value), let comparison, .path(let path)):
            guard comparison != .notEqual else { throw notAllowed("<>") }
            parts.append((try name(path), .compare(comparison.mirrored, value)))
        case .between(.path(let path), .value(let low), .value(let high)):
            parts.append((try name(path), .between(low, high)))
        case .beginsWith(.path(let path), .value(let start)): parts.append((try name(path), .beginsWith(start)))
        case .or: throw notAllowed("OR")
        case .not: throw notAllowed("NOT")
        case .isOneOf: throw notAllowed("IN")
        case .exists: throw notAllowed("attribute_exists")
        case .isAbsent: throw notAllowed("attribute_not_exists")
        case .hasType: throw notAllowed("attribute_type")
        case .contains: throw notAllowed("contains")
        case .compare(.size, _, _), .compare(_, _, .size): throw notAllowed("size")
        case .compare, .between, .beginsWith:
            throw fault("Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition")
        }
    }

    private static func notAllowed(_ name: String) -> ExpressionFault {
        fault("Invalid operator used in KeyConditionExpression: \(name)")
    }

    private static func name(_ path: DocumentPath) throws(ExpressionFault) -> String {
        guard path.rest.isEmpty else {
            throw fault("KeyConditionExpressions cannot have conditions on nested attributes")
        }
        return path.attribute
    }
}

extension KeyCondition.Test {
    fileprivate var values: [AttributeValue] {
        switch self {
        case .compare(_, let value), .beginsWith(let value): [value]
        case .between(let low, let high): [low, high]
        }
    }
}

extension Condition.Comparison {
    /// As it reads from the other side.
    fileprivate var mirrored: Self {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}
