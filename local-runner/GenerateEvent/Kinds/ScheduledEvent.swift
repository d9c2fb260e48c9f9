import JSON

struct ScheduledEvent: GeneratedEvent {
    static let kind = "schedule"
    static let summary = "print the event of a rule that has a schedule"
    static let options = [Self.rule]

    private static let rule = Option("--rule", "NAME", "the rule; example-rule by default")

    private let rule: String

    init(_ arguments: Arguments) throws(UsageFault) {
        rule = arguments[Self.rule] ?? "example-rule"
    }

    func value(on occasion: Occasion) -> JSONValue {
        let envelope = BusEnvelope(
            source: "aws.events",
            detailType: "Scheduled Event",
            resource: occasion.arn("events", "rule/\(rule)"),
            detail: [:]
        )
        return envelope.value(on: occasion)
    }
}
