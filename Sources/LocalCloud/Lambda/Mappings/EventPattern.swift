import JSON

/// A pattern as EventBridge writes it: an object whose leaves are lists of what a value may be.
indirect enum EventPattern: Sendable, Equatable {
    case object([Member], anyOf: [EventPattern])
    case value([ValueTest])

    struct Member: Sendable, Equatable {
        let name: String
        let pattern: EventPattern
    }

    init(_ value: JSONValue) throws(ServiceFault) {
        switch value {
        case .object(let object):
            var members: [Member] = []
            var alternatives: [EventPattern] = []
            for member in object.members {
                if member.key == "$or", let list = member.value.array {
                    for pattern in list { alternatives.append(try EventPattern(pattern)) }
                } else {
                    members.append(Member(name: member.key, pattern: try EventPattern(member.value)))
                }
            }
            self = .object(members, anyOf: alternatives)
        case .array(let list):
            var tests: [ValueTest] = []
            for test in list { tests.append(try ValueTest(test)) }
            self = .value(tests)
        case .null, .bool, .number, .string:
            throw ServiceFault(
                "InvalidParameterValueException",
                "Invalid filter pattern definition: a value must be in a list"
            )
        }
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
            if case .array(let elements) = value {
                return elements.contains { element in tests.contains { $0.matches(element) } }
            }
            return tests.contains { $0.matches(value) }
        }
    }
}
