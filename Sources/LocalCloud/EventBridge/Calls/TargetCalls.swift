import JSON

struct PutTargets: JSONCall {
    let Rule: String
    let EventBusName: String?
    let Targets: [TargetDocument]

    /// On one rule.
    private static let mostTargets = 5

    func perform(in buses: isolated Buses, for request: CloudRequest) async throws(ServiceFault) -> TargetsChanged {
        var rule = try buses.rule(Rule, on: EventBusName, "PutTargets", for: request)
        for document in Targets { rule.put(try EventTarget(document)) }
        guard rule.targets.count <= Self.mostTargets else {
            throw ServiceFault("LimitExceededException", "The requested resource exceeds the maximum number allowed.")
        }
        try await buses.change(rule)
        return TargetsChanged()
    }
}

struct RemoveTargets: JSONCall {
    let Rule: String
    let EventBusName: String?
    let Ids: [String]
    let Force: Bool?

    func perform(in buses: isolated Buses, for request: CloudRequest) async throws(ServiceFault) -> TargetsChanged {
        var rule = try buses.rule(Rule, on: EventBusName, "RemoveTargets", for: request)
        let known = Set(rule.targets.map(\.document.Id))
        rule.targets.removeAll { Ids.contains($0.document.Id) }
        try await buses.change(rule)
        return TargetsChanged(
            missing: Ids.filter { !known.contains($0) },
            "Rule \(Rule) does not have a target with the Id."
        )
    }
}

struct ListTargetsByRule: JSONCall {
    let Rule: String
    let EventBusName: String?
    let Limit: Int?
    let NextToken: String?

    struct Answer: Encodable, Sendable {
        let Targets: [TargetDocument]
        let NextToken: String?
    }

    func perform(in buses: isolated Buses, for request: CloudRequest) async throws(ServiceFault) -> Answer {
        let rule = try buses.rule(Rule, on: EventBusName, "ListTargetsByRule", for: request)
        let page = try NamedPage(rule.targets.map(\.document), by: \.Id, after: NextToken, limit: Limit)
        return Answer(Targets: page.items, NextToken: page.nextToken)
    }
}

/// Which targets could not be put or taken away.
struct TargetsChanged: Encodable, Sendable {
    struct Entry: Encodable, Sendable {
        let TargetId: String
        let ErrorCode: String
        let ErrorMessage: String
    }

    let FailedEntryCount: Int
    let FailedEntries: [Entry]

    init(missing: [String] = [], _ words: String = "") {
        FailedEntryCount = missing.count
        FailedEntries = missing.map {
            Entry(TargetId: $0, ErrorCode: "ResourceNotFoundException", ErrorMessage: words)
        }
    }
}
