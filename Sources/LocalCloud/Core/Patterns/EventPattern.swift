import JSON

/// A pattern as EventBridge writes it: an object whose leaves are lists of what a value may be.
indirect enum EventPattern: Sendable, Equatable {
    case object([Member], anyOf: [EventPattern])
    case value([ValueTest])

    struct Member: Sendable, Equatable {
        let name: String
        let pattern: EventPattern
    }

    init(_ value: JSONValue) throws(PatternFault) {
        switch value {
        case .object(let object):
            guard !object.isEmpty else { throw PatternFault("Empty objects are not allowed") }
            var members: [Member] = []
            var alternatives: [EventPattern] = []
            for member in object.members {
                // With fewer than two it is a field that is called so, as EventBridge reads it.
                if member.key == "$or", let list = member.value.array, list.count > 1,
                    list.allSatisfy({ $0.object != nil })
                {
                    for pattern in list { alternatives.append(try EventPattern(pattern)) }
                } else {
                    members.append(Member(name: member.key, pattern: try EventPattern(member.value)))
                }
            }
            self = .object(members, anyOf: alternatives)
        case .array(let list):
            guard !list.isEmpty else { throw PatternFault("Empty arrays are not allowed") }
            var tests: [ValueTest] = []
            for test in list { tests.append(try ValueTest(test)) }
            self = .value(tests)
        case .null, .bool, .number, .string: throw PatternFault("a value must be an object or an array")
        }
    }

    init(text: String) throws(PatternFault) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: Array(text.utf8))
        } catch {
            throw PatternFault("\(error)")
        }
        guard value.object != nil else { throw PatternFault("Filter is not an object") }
        try self.init(value)
    }

    /// Nil stands for what is not there.
    func matches(_ value: JSONValue?) -> Bool {
        switch self {
        case .object(let members, let alternatives):
            // Of a list, one element must match all.
            if case .array(let elements) = value { return elements.contains { matches($0) } }
            return members.allSatisfy { $0.pattern.matches(value?[$0.name]) }
                && (alternatives.isEmpty || alternatives.contains { $0.matches(value) })
        case .value(let tests):
            if case .array(let elements) = value, !elements.isEmpty {
                return elements.contains { element in tests.contains { $0.matches(element) } }
            }
            // An empty list and an object have no value of their own.
            let isLeaf = value?.array == nil && value?.object == nil
            return tests.contains { $0.matches(isLeaf ? value : nil) }
        }
    }
}

/// What is wrong with a pattern; each service says it in a code of its own.
struct PatternFault: Error, Equatable {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
