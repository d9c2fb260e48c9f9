import JSON

/// What one value may be.
indirect enum ValueTest: Sendable, Equatable {
    case equal(JSONValue)
    case equalIgnoringCase(String)
    case prefix(String, ignoringCase: Bool = false)
    case suffix(String, ignoringCase: Bool = false)
    case wildcard(StarredText)
    case addresses(AddressBlock)
    case exists(Bool)
    case numeric([Comparison])
    /// None of these; a value that is not there is none either, and does not match.
    case anythingBut([ValueTest])

    init(_ value: JSONValue) throws(PatternFault) {
        switch value {
        case .object(let object):
            guard object.count == 1, let member = object.members.first else {
                throw PatternFault("Only one key allowed in match expression")
            }
            self = try Self.named(member.key, member.value)
        case .array: throw PatternFault("Match value must be String, number, true, false, or null")
        case .null, .bool, .number, .string: self = .equal(value)
        }
    }

    func matches(_ value: JSONValue?) -> Bool {
        guard let value else { return self == .exists(false) }
        return switch self {
        case .equal(let other): value == other
        case .equalIgnoringCase(let text): value.string?.lowercased() == text
        case .prefix(let text, let ignoringCase): Self.begins(value.string, with: text, ignoringCase)
        case .suffix(let text, let ignoringCase): Self.ends(value.string, with: text, ignoringCase)
        case .wildcard(let wildcard): value.string.map(wildcard.matches) ?? false
        case .addresses(let block): value.string.map(block.contains) ?? false
        case .exists(let exists): exists
        case .numeric(let comparisons):
            value.double.map { number in comparisons.allSatisfy { $0.holds(number) } } ?? false
        case .anythingBut(let tests): !tests.contains { $0.matches(value) }
        }
    }

    /// By bytes: letters that look alike are not the same to EventBridge.
    private static func begins(_ value: String?, with text: String, _ ignoringCase: Bool) -> Bool {
        guard let value = ignoringCase ? value?.lowercased() : value else { return false }
        return value.utf8.starts(with: text.utf8)
    }

    private static func ends(_ value: String?, with text: String, _ ignoringCase: Bool) -> Bool {
        guard let value = ignoringCase ? value?.lowercased() : value else { return false }
        return value.utf8.reversed().starts(with: text.utf8.reversed())
    }
}

extension ValueTest {
    private static func named(_ name: String, _ value: JSONValue) throws(PatternFault) -> ValueTest {
        switch (name, value) {
        case ("exists", .bool(let exists)): return .exists(exists)
        case ("numeric", .array(let words)): return .numeric(try Comparison.list(words))
        case ("cidr", .string(let text)):
            guard let block = AddressBlock(text) else { throw PatternFault("Malformed CIDR, '\(text)'") }
            return .addresses(block)
        case ("anything-but", let value): return .anythingBut(try excluded(value))
        case (_, .string(let text)): return try textual(name, text)
        case ("prefix", .object(let object)):
            return .prefix(try ignoringCase(object, "prefix").lowercased(), ignoringCase: true)
        case ("suffix", .object(let object)):
            return .suffix(try ignoringCase(object, "suffix").lowercased(), ignoringCase: true)
        case (let name, _): throw PatternFault("Unrecognized match type \(name), or a value that it does not take")
        }
    }

    private static func textual(_ name: String, _ text: String) throws(PatternFault) -> ValueTest {
        switch name {
        case "prefix": return .prefix(text)
        case "suffix": return .suffix(text)
        case "equals-ignore-case": return .equalIgnoringCase(text.lowercased())
        case "wildcard": return .wildcard(try StarredText(text))
        case let other: throw PatternFault("Unrecognized match type \(other)")
        }
    }

    /// Values, or texts under the name of one way of looking at them.
    private static func excluded(_ value: JSONValue) throws(PatternFault) -> [ValueTest] {
        if let object = value.object {
            guard object.count == 1, let member = object.members.first, member.key != "exists" else {
                throw PatternFault("Only one key allowed in anything-but")
            }
            guard let list = member.value.array else { return [try textual(of: member.value, member.key)] }
            var tests: [ValueTest] = []
            for text in list { tests.append(try textual(of: text, member.key)) }
            guard !tests.isEmpty else { throw PatternFault("Empty lists are not allowed") }
            return tests
        }
        var tests: [ValueTest] = []
        for one in value.array ?? [value] {
            guard one.string != nil || one.number != nil else {
                throw PatternFault("Inside anything-but list, start|null|boolean is not supported.")
            }
            tests.append(.equal(one))
        }
        guard !tests.isEmpty else { throw PatternFault("Empty lists are not allowed") }
        return tests
    }

    private static func textual(of value: JSONValue, _ name: String) throws(PatternFault) -> ValueTest {
        guard let text = value.string else { throw PatternFault("\(name) in anything-but takes strings") }
        return try textual(name, text)
    }

    private static func ignoringCase(_ object: JSONObject, _ name: String) throws(PatternFault) -> String {
        guard object.count == 1, let text = object["equals-ignore-case"]?.string else {
            throw PatternFault("\(name) match pattern must be a string")
        }
        return text
    }
}
