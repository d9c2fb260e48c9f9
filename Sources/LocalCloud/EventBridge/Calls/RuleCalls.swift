import JSON
import Time

struct PutRule: JSONCall {
    let Name: String
    let ScheduleExpression: String?
    let EventPattern: String?
    let State: String?
    let Description: String?
    let RoleArn: String?
    let Tags: [JSONValue]?
    let EventBusName: String?

    struct Answer: Encodable, Sendable {
        let RuleArn: String
    }

    func perform(in buses: isolated Buses, for request: CloudRequest) async throws(ServiceFault) -> Answer {
        if Tags?.isEmpty == false { throw .notEmulated("PutRule with Tags") }
        guard ["ENABLED", "DISABLED", nil].contains(State) else { throw .notEmulated("The state '\(State ?? "")'") }
        let (bus, name) = try buses.place(of: Name, on: EventBusName, "PutRule", for: request)
        guard Name.isRuleName else { throw .target("Name", "A name has letters, digits, and .-_, and at most 64.") }
        let terms = RuleTerms(
            pattern: EventPattern,
            schedule: ScheduleExpression,
            description: Description,
            isEnabled: State != "DISABLED"
        )
        var rule = try EventRule(name, bus: bus, terms)
        for target in buses.buses[bus]?.rules[Name]?.targets ?? [] { rule.put(target) }
        try await buses.change(rule, isNew: true)
        return Answer(RuleArn: name.arn.description)
    }
}

struct DeleteRule: JSONCall {
    let Name: String
    let EventBusName: String?
    let Force: Bool?

    func perform(in buses: isolated Buses, for request: CloudRequest) async throws(ServiceFault) -> Nothing {
        let (bus, _) = try buses.place(of: Name, on: EventBusName, "DeleteRule", for: request)
        guard let rule = buses.buses[bus]?.rules[Name] else { return Nothing() }
        guard rule.targets.isEmpty else {
            throw ServiceFault("ValidationException", "Rule can't be deleted since it has targets.")
        }
        try await buses.remove(rule)
        return Nothing()
    }
}

struct EnableRule: JSONCall {
    let Name: String
    let EventBusName: String?

    func perform(in buses: isolated Buses, for request: CloudRequest) async throws(ServiceFault) -> Nothing {
        try await buses.turn(Name, on: EventBusName, isOn: true, for: request)
        return Nothing()
    }
}

struct DisableRule: JSONCall {
    let Name: String
    let EventBusName: String?

    func perform(in buses: isolated Buses, for request: CloudRequest) async throws(ServiceFault) -> Nothing {
        try await buses.turn(Name, on: EventBusName, isOn: false, for: request)
        return Nothing()
    }
}

struct DescribeRule: JSONCall {
    let Name: String
    let EventBusName: String?

    func perform(in buses: isolated Buses, for request: CloudRequest) async throws(ServiceFault) -> RuleShown {
        let rule = try buses.rule(Name, on: EventBusName, "DescribeRule", for: request)
        return RuleShown(rule, createdBy: buses.ground.place.account)
    }
}

struct ListRules: JSONCall {
    let NamePrefix: String?
    let EventBusName: String?
    let Limit: Int?
    let NextToken: String?

    struct Answer: Encodable, Sendable {
        let Rules: [RuleShown]
        let NextToken: String?
    }

    func perform(in buses: isolated Buses, for request: CloudRequest) async throws(ServiceFault) -> Answer {
        let bus = try buses.bus(EventBusName)
        let all = buses.ground.place.arn("events", "rule/*")
        try buses.ground.allow("events:ListRules", on: all, to: request.caller)
        let rules = bus.rules.values.filter { $0.name.name.hasPrefix(NamePrefix ?? "") }
        let page = try NamedPage(rules, by: \.name.name, after: NextToken, limit: Limit)
        return Answer(Rules: page.items.map { RuleShown($0) }, NextToken: page.nextToken)
    }
}

/// A rule as it is shown.
struct RuleShown: Encodable, Sendable {
    let Name: String
    let Arn: String
    let EventPattern: String?
    let ScheduleExpression: String?
    let State: String
    let Description: String?
    let EventBusName: String
    let CreatedBy: String?

    init(_ rule: EventRule, createdBy: String? = nil) {
        Name = rule.name.name
        Arn = rule.name.arn.description
        EventPattern = rule.terms.pattern
        ScheduleExpression = rule.terms.schedule
        State = rule.isEnabled ? "ENABLED" : "DISABLED"
        Description = rule.terms.description
        EventBusName = rule.bus
        CreatedBy = createdBy
    }
}

extension String {
    fileprivate var isRuleName: Bool {
        (1...64).contains(utf8.count)
            && utf8.allSatisfy { byte in
                let lower = byte | 0x20
                return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower) || (0x30...0x39).contains(byte)
                    || ".-_".utf8.contains(byte)
            }
    }
}
