import JSON

/// What a filter policy says of one value.
enum FilterCondition: Sendable {
    case exactly(JSONValue)
    case prefix(String)
    case suffix(String)
    case equalsIgnoringCase(String)
    case anythingBut([JSONValue])
    case anythingButPrefix([String])
    case numeric([NumericBound])
    case exists(Bool)

    init(_ value: JSONValue) throws(ServiceFault) {
        switch value {
        case .string, .number, .bool, .null: self = .exactly(value)
        case .array: throw .filter("Match value must be String, number, true, false, or null")
        case .object(let object):
            guard object.count == 1, let member = object.members.first else {
                throw .filter("Only one key allowed in match expression")
            }
            self = try Self.operation(member.key, member.value)
        }
    }

    /// Of all values under a key one is enough; where there is none, only the demand that there be none holds.
    func holds(of values: [JSONValue], isThere: Bool) -> Bool {
        if case .exists(let wanted) = self { return wanted == isThere }
        return values.contains { holds(of: $0) }
    }

    private func holds(of value: JSONValue) -> Bool {
        switch self {
        case .exactly(let wanted): Self.areSame(wanted, value)
        case .prefix(let prefix): value.string?.utf8.starts(with: prefix.utf8) ?? false
        case .suffix(let suffix): value.string?.utf8.reversed().starts(with: suffix.utf8.reversed()) ?? false
        case .equalsIgnoringCase(let wanted): value.string?.lowercased() == wanted.lowercased()
        case .anythingBut(let others):
            (value.string != nil || value.number != nil) && !others.contains { Self.areSame($0, value) }
        case .anythingButPrefix(let prefixes):
            value.string.map { text in !prefixes.contains { text.utf8.starts(with: $0.utf8) } } ?? false
        case .numeric(let bounds): value.double.map { number in bounds.allSatisfy { $0.holds(of: number) } } ?? false
        // Asked of all values together, above.
        case .exists: false
        }
    }

    private static func areSame(_ one: JSONValue, _ other: JSONValue) -> Bool {
        guard let one = one.double, let other = other.double else { return one == other }
        return NumericBound.areSame(one, other)
    }

    private static func operation(_ name: String, _ value: JSONValue) throws(ServiceFault) -> FilterCondition {
        switch (name, value) {
        case ("prefix", .string(let text)): return .prefix(text)
        case ("suffix", .string(let text)): return .suffix(text)
        case ("equals-ignore-case", .string(let text)): return .equalsIgnoringCase(text)
        case ("exists", .bool(let wanted)): return .exists(wanted)
        case ("numeric", .array(let parts)): return .numeric(try NumericBound.all(of: parts))
        case ("anything-but", let value): return try anythingBut(value)
        case ("prefix", _), ("suffix", _), ("equals-ignore-case", _):
            throw .filter("\(name) match pattern must be a string")
        case ("exists", _): throw .filter("exists match pattern must be either true or false.")
        case ("numeric", _): throw .filter("Value of numeric must be an array.")
        case ("cidr", _), ("wildcard", _): throw .notEmulated("The filter policy operator '\(name)'")
        default: throw .filter("Unrecognized match type \(name)")
        }
    }

    private static func anythingBut(_ value: JSONValue) throws(ServiceFault) -> FilterCondition {
        switch value {
        case .string, .number: return .anythingBut([value])
        case .array(let values):
            guard !values.isEmpty, values.allSatisfy({ $0.string != nil || $0.number != nil }) else {
                throw .filter("Inside anything but list, start|null|boolean is not supported.")
            }
            return .anythingBut(values)
        case .object(let object):
            guard object.count == 1, let member = object.members.first else {
                throw .filter("Only one key allowed in anything-but expression")
            }
            guard member.key == "prefix" else {
                throw .notEmulated("The filter policy operator 'anything-but' with '\(member.key)'")
            }
            let prefixes = member.value.string.map { [$0] } ?? member.value.array?.compactMap(\.string) ?? []
            guard !prefixes.isEmpty, prefixes.allSatisfy({ !$0.isEmpty }) else {
                throw .filter("prefix match pattern must be a string")
            }
            return .anythingButPrefix(prefixes)
        case .null, .bool: throw .filter("Value of anything-but must be an array or single string/number value.")
        }
    }
}

/// One side of a numeric range: `">=", 100`.
struct NumericBound: Sendable {
    enum Comparison: String, Sendable {
        case equal = "="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="

        var isLower: Bool { self == .greater || self == .greaterOrEqual }
        var isUpper: Bool { self == .less || self == .lessOrEqual }
    }

    let comparison: Comparison
    let number: Double

    /// One comparison, or a lower and an upper bound in this order.
    static func all(of parts: [JSONValue]) throws(ServiceFault) -> [NumericBound] {
        guard parts.count == 2 || parts.count == 4 else { throw .filter("Invalid member in numeric match") }
        var bounds: [NumericBound] = []
        for start in stride(from: 0, to: parts.count, by: 2) {
            guard let comparison = parts[start].string.flatMap({ Comparison(rawValue: $0) }) else {
                throw .filter("Unrecognized numeric range operator")
            }
            guard let number = parts[start + 1].double, abs(number) <= largest else {
                throw .filter("Value of \(comparison.rawValue) must be numeric")
            }
            bounds.append(NumericBound(comparison: comparison, number: number))
        }
        if bounds.count == 2 {
            guard bounds[0].comparison.isLower, bounds[1].comparison.isUpper, bounds[0].number < bounds[1].number else {
                throw .filter("Bottom must be less than top")
            }
        }
        return bounds
    }

    func holds(of other: Double) -> Bool {
        switch comparison {
        case .equal: Self.areSame(other, number)
        case .less: other < number
        case .lessOrEqual: other < number || Self.areSame(other, number)
        case .greater: other > number
        case .greaterOrEqual: other > number || Self.areSame(other, number)
        }
    }

    /// To five digits behind the point, as exactly as SNS looks.
    static func areSame(_ one: Double, _ other: Double) -> Bool { one == other || abs(one - other) < 0.000_005 }

    private static let largest = 1e9
}
