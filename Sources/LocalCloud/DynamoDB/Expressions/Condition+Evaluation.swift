import AWSClient

extension Condition {
    /// Whether it holds of an item; what speaks of nothing, or compares what cannot be compared, does not hold.
    func holds(of item: Item) -> Bool {
        switch self {
        case .compare(let left, let comparison, let right):
            guard let left = left.value(in: item), let right = right.value(in: item) else {
                // Only of what is missing it can be said that it is not equal.
                return comparison == .notEqual && left.value(in: item) != right.value(in: item)
            }
            return comparison.holds(left, right)
        case .between(let operand, let low, let high):
            guard let value = operand.value(in: item), let low = low.value(in: item), let high = high.value(in: item)
            else { return false }
            return Comparison.greaterOrEqual.holds(value, low) && Comparison.lessOrEqual.holds(value, high)
        case .isOneOf(let operand, let candidates):
            guard let value = operand.value(in: item) else { return false }
            return candidates.contains { $0.value(in: item).map { Comparison.equal.holds(value, $0) } ?? false }
        case .exists(let path): return path.value(in: item) != nil
        case .isAbsent(let path): return path.value(in: item) == nil
        case .hasType(let path, let type):
            guard let value = path.value(in: item), case .string(let name)? = type.value(in: item) else { return false }
            return value.typeName == name
        case .beginsWith(let whole, let start): return Self.beginsWith(whole.value(in: item), start.value(in: item))
        case .contains(let whole, let part): return Self.contains(whole.value(in: item), part.value(in: item))
        case .and(let one, let two): return one.holds(of: item) && two.holds(of: item)
        case .or(let one, let two): return one.holds(of: item) || two.holds(of: item)
        case .not(let condition): return !condition.holds(of: item)
        }
    }

    private static func beginsWith(_ whole: AttributeValue?, _ start: AttributeValue?) -> Bool {
        switch (whole, start) {
        case (.string(let whole)?, .string(let start)?): whole.utf8.starts(with: start.utf8)
        case (.binary(let whole)?, .binary(let start)?): whole.starts(with: start)
        default: false
        }
    }

    private static func contains(_ whole: AttributeValue?, _ part: AttributeValue?) -> Bool {
        guard let part else { return false }
        switch (whole, part) {
        case (.string(let whole)?, .string(let part)): return Array(whole.utf8).holds(Array(part.utf8))
        case (.binary(let whole)?, .binary(let part)): return whole.holds(part)
        case (.stringSet(let set)?, .string(let part)): return set.contains(part)
        case (.binarySet(let set)?, .binary(let part)): return set.contains(part)
        case (.numberSet(let set)?, .number):
            return set.contains { Comparison.equal.holds(.number($0), part) }
        case (.list(let list)?, _): return list.contains { Comparison.equal.holds($0, part) }
        default: return false
        }
    }
}

extension Condition.Operand {
    func value(in item: Item) -> AttributeValue? {
        switch self {
        case .path(let path): path.value(in: item)
        case .value(let value): value
        case .size(let operand): operand.value(in: item).flatMap(\.count).map { .number("\($0)") }
        }
    }
}

extension Condition.Comparison {
    func holds(_ left: AttributeValue, _ right: AttributeValue) -> Bool {
        switch self {
        case .equal: left.isSame(as: right)
        case .notEqual: !left.isSame(as: right)
        case .less: left.order(before: right) == .before
        case .lessOrEqual: [.before, .same].contains(left.order(before: right))
        case .greater: left.order(before: right) == .behind
        case .greaterOrEqual: [.behind, .same].contains(left.order(before: right))
        }
    }
}

extension [UInt8] {
    /// Whether the bytes stand in it, one after the other; nothing stands everywhere.
    fileprivate func holds(_ part: [UInt8]) -> Bool {
        guard part.count <= count else { return false }
        return (0...(count - part.count)).contains { self[$0..<($0 + part.count)].elementsEqual(part) }
    }
}
