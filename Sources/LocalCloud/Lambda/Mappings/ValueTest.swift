import JSON

/// What one value may be.
indirect enum ValueTest: Sendable, Equatable {
    case equal(JSONValue)
    case equalIgnoringCase(String)
    case prefix(String)
    case suffix(String)
    case exists(Bool)
    case numeric([Comparison])
    /// None of these; a value that is not there is none either, and does not match.
    case anythingBut([ValueTest])

    struct Comparison: Sendable, Equatable {
        enum Sign: String, Sendable {
            case equal = "="
            case less = "<"
            case lessOrEqual = "<="
            case greater = ">"
            case greaterOrEqual = ">="
        }

        let sign: Sign
        let number: Double
    }

    init(_ value: JSONValue) throws(ServiceFault) {
        guard let object = value.object else {
            self = .equal(value)
            return
        }
        guard object.count == 1, let member = object.members.first else {
            throw Self.fault("a test has one name")
        }
        switch (member.key, member.value) {
        case ("prefix", .string(let text)): self = .prefix(text)
        case ("suffix", .string(let text)): self = .suffix(text)
        case ("equals-ignore-case", .string(let text)): self = .equalIgnoringCase(text.lowercased())
        case ("exists", .bool(let exists)): self = .exists(exists)
        case ("numeric", .array(let words)): self = .numeric(try Self.comparisons(words))
        case ("anything-but", .array(let list)):
            var tests: [ValueTest] = []
            for test in list { tests.append(try ValueTest(test)) }
            self = .anythingBut(tests)
        case ("anything-but", let other): self = .anythingBut([try ValueTest(other)])
        case (let name, _): throw .notEmulated("The filter '\(name)' of this form")
        }
    }

    func matches(_ value: JSONValue?) -> Bool {
        guard let value else { return self == .exists(false) }
        return switch self {
        case .equal(let other): value == other
        case .equalIgnoringCase(let text): value.string?.lowercased() == text
        case .prefix(let text): value.string?.hasPrefix(text) == true
        case .suffix(let text): value.string?.hasSuffix(text) == true
        case .exists(let exists): exists
        case .numeric(let comparisons):
            value.double.map { number in comparisons.allSatisfy { $0.holds(number) } } ?? false
        case .anythingBut(let tests): !tests.contains { $0.matches(value) }
        }
    }

    private static func comparisons(_ words: [JSONValue]) throws(ServiceFault) -> [Comparison] {
        guard !words.isEmpty, words.count.isMultiple(of: 2) else { throw fault("numeric takes signs and numbers") }
        var comparisons: [Comparison] = []
        for index in stride(from: 0, to: words.count, by: 2) {
            guard let sign = words[index].string.flatMap(Comparison.Sign.init), let number = words[index + 1].double
            else { throw fault("numeric takes signs and numbers") }
            comparisons.append(Comparison(sign: sign, number: number))
        }
        return comparisons
    }

    private static func fault(_ words: String) -> ServiceFault {
        ServiceFault("InvalidParameterValueException", "Invalid filter pattern definition: \(words)")
    }
}

extension ValueTest.Comparison {
    fileprivate func holds(_ value: Double) -> Bool {
        switch sign {
        case .equal: value == number
        case .less: value < number
        case .lessOrEqual: value <= number
        case .greater: value > number
        case .greaterOrEqual: value >= number
        }
    }
}
