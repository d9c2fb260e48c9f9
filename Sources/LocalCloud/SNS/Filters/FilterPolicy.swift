import AWSClient
import JSON

/// Which messages of a topic a subscription wants.
struct FilterPolicy: Sendable {
    enum Scope: String, Codable, Sendable {
        case messageAttributes = "MessageAttributes"
        case messageBody = "MessageBody"
    }

    enum Rule: Sendable {
        /// Everything in it holds.
        case all([Rule])
        /// One of them does.
        case any([Rule])
        /// What is under a key holds one of the conditions.
        case value(String, [FilterCondition])
        /// What is under a key is an object that holds the rule.
        indirect case inside(String, Rule)
    }

    let scope: Scope
    private let rule: Rule

    private static let mostKeys = 5
    private static let mostCombinations = 150
    /// What a policy may be long.
    private static let longest = 256 << 10
    /// Each level of a policy is one of the reader's and of the matcher's.
    private static let deepest = 16

    init(_ text: String, scope: Scope) throws(ServiceFault) {
        self.scope = scope
        let limits = JSONLimits(depth: Self.deepest, bytes: Self.longest)
        let parsed: JSONValue
        do {
            parsed = try JSONValue(parsing: Array(text.utf8), limits: limits)
        } catch {
            throw .filter("failed to parse JSON. \(error)")
        }
        guard case .object(let object) = parsed else { throw .filter("the policy is no JSON object") }
        var size = FilterSize()
        rule = try Self.rule(object, depth: 1, isNestable: scope == .messageBody, size: &size)
        guard size.keys <= Self.mostKeys else { throw .filter("Filter policy can not have more than 5 keys") }
        guard size.combinations <= Self.mostCombinations else { throw .filter("Filter policy is too complex") }
    }

    /// Whether the policy lets a message through.
    func matches(body: String, attributes: [String: MessageAttributeValue]) -> Bool {
        switch scope {
        case .messageAttributes: return Self.holds(rule, in: .attributes(attributes))
        case .messageBody:
            do throws(JSONError) {
                guard case .object(let object) = try JSONValue(parsing: Array(body.utf8)) else { return false }
                return Self.holds(rule, in: .object(object))
            } catch {
                // What is no JSON has nothing that a policy could look at.
                return false
            }
        }
    }

    private static func rule(
        _ object: JSONObject,
        depth: Int,
        isNestable: Bool,
        size: inout FilterSize
    ) throws(ServiceFault) -> Rule {
        var rules: [Rule] = []
        for member in object.members {
            if member.key == "$or", let choices = member.value.array?.compactMap(\.object),
                choices.count == member.value.array?.count, choices.count > 1
            {
                rules.append(try anyRule(choices, depth: depth, isNestable: isNestable, size: &size))
                continue
            }
            switch member.value {
            case .array(let values):
                guard !values.isEmpty else { throw .filter("Empty arrays are not allowed") }
                var conditions: [FilterCondition] = []
                for value in values { conditions.append(try FilterCondition(value)) }
                size.add(values: values.count, depth: depth)
                rules.append(.value(member.key, conditions))
            case .object(let inner):
                guard isNestable else {
                    throw .filter(
                        "Filter policy scope MessageAttributes does not support nested "
                            + "filter policy"
                    )
                }
                rules.append(.inside(member.key, try rule(inner, depth: depth + 1, isNestable: true, size: &size)))
            case .null, .bool, .number, .string:
                throw .filter("\"\(member.key)\" must be an object or an array")
            }
        }
        guard !rules.isEmpty else { throw .filter("Empty objects are not allowed") }
        return .all(rules)
    }

    private static func anyRule(
        _ choices: [JSONObject],
        depth: Int,
        isNestable: Bool,
        size: inout FilterSize
    ) throws(ServiceFault) -> Rule {
        var rules: [Rule] = []
        for choice in choices {
            rules.append(try rule(choice, depth: depth, isNestable: isNestable, size: &size))
        }
        return .any(rules)
    }

    private static func holds(_ rule: Rule, in place: FilterPlace) -> Bool {
        switch rule {
        case .all(let rules): rules.allSatisfy { holds($0, in: place) }
        case .any(let rules): rules.contains { holds($0, in: place) }
        case .inside(let key, let rule): place.objects(under: key).contains { holds(rule, in: .object($0)) }
        case .value(let key, let conditions):
            conditions.contains { $0.holds(of: place.values(under: key), isThere: place.contains(key)) }
        }
    }
}

/// How much a policy asks for.
private struct FilterSize {
    var keys = 0
    var combinations = 1

    mutating func add(values: Int, depth: Int) {
        keys += 1
        let (product, isOver) = combinations.multipliedReportingOverflow(by: values * depth)
        combinations = isOver ? .max : product
    }
}

/// What a policy looks at: the attributes of a message, or an object of its body.
private enum FilterPlace {
    case attributes([String: MessageAttributeValue])
    case object(JSONObject)

    func contains(_ key: String) -> Bool {
        switch self {
        case .attributes(let attributes): attributes[key] != nil
        case .object(let object): object[key].map { $0.object == nil } ?? false
        }
    }

    /// All values under a key: those of an array one by one.
    func values(under key: String) -> [JSONValue] {
        switch self {
        case .attributes(let attributes): attributes[key].map(\.filterValues) ?? []
        case .object(let object): object[key].map(Self.flat) ?? []
        }
    }

    func objects(under key: String) -> [JSONObject] {
        guard case .object(let object) = self else { return [] }
        return object[key].map(Self.flat)?.compactMap(\.object) ?? []
    }

    private static func flat(_ value: JSONValue) -> [JSONValue] { value.array.map { $0.flatMap(flat) } ?? [value] }
}

extension MessageAttributeValue {
    /// A text, a number, or what an array of them holds; bytes are nothing that a policy knows.
    fileprivate var filterValues: [JSONValue] {
        guard case .text(let text) = value else { return [] }
        if dataType == "String.Array" {
            do throws(JSONError) {
                return try JSONValue(parsing: Array(text.utf8)).array ?? []
            } catch {
                return []
            }
        }
        if dataType == "Number" || dataType.hasPrefix("Number.") { return Double(text).map { [.double($0)] } ?? [] }
        return [.string(text)]
    }
}

extension ServiceFault {
    static func filter(_ reason: String) -> ServiceFault { .invalidTopicParameter("FilterPolicy: \(reason)") }
}
