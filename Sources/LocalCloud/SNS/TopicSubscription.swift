import JSON

/// Somebody who gets the messages of a topic.
struct TopicSubscription: Sendable {
    enum Kind: String, Codable, Sendable {
        case queue = "sqs"
        case function = "lambda"
    }

    let arn: String
    let topic: String
    let kind: Kind
    let endpoint: ARN
    /// Of all subscriptions, which came when.
    let number: Int64
    private(set) var given: [String: String] = [:]

    private(set) var isRaw = false
    private(set) var filter: FilterPolicy?
    private(set) var deadLetterTarget: ARN?

    init(
        arn: String,
        topic: String,
        kind: Kind,
        endpoint: ARN,
        number: Int64,
        attributes: [String: String]
    ) throws(ServiceFault) {
        self.number = number
        self.arn = arn
        self.topic = topic
        self.kind = kind
        self.endpoint = endpoint
        try set(attributes)
    }

    /// Changes those that are named, all or none of them; an empty one is taken away.
    mutating func set(_ changes: [String: String]) throws(ServiceFault) {
        var new = self
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) { try new.set(name, to: value) }
        let policy = new.given["FilterPolicy"]
        let scope = new.given["FilterPolicyScope"].flatMap { FilterPolicy.Scope(rawValue: $0) }
        // No members are no policy, as SNS has it.
        let isNone = policy == nil || policy == "{}"
        new.filter = isNone ? nil : try FilterPolicy(policy ?? "", scope: scope ?? .messageAttributes)
        self = new
    }

    private mutating func set(_ name: String, to value: String) throws(ServiceFault) {
        switch name {
        case "RawMessageDelivery":
            guard value == "true" || value == "false" else {
                throw .invalidTopicParameter(
                    "Attributes Reason: RawMessageDelivery: Invalid value [\(value)]. Must be "
                        + "true or false."
                )
            }
            guard kind == .queue || value == "false" else {
                throw .invalidTopicParameter(
                    "Attributes Reason: Delivery protocol [lambda] does not support raw message "
                        + "delivery."
                )
            }
            isRaw = value == "true"
        case "FilterPolicy": break
        case "FilterPolicyScope":
            guard FilterPolicy.Scope(rawValue: value) != nil else {
                throw .invalidTopicParameter(
                    "Attributes Reason: FilterPolicyScope: Invalid value [\(value)]. Please use "
                        + "either MessageBody or MessageAttributes"
                )
            }
        case "RedrivePolicy": deadLetterTarget = value.isEmpty ? nil : try Self.target(of: value)
        case "DeliveryPolicy", "SubscriptionRoleArn", "ReplayPolicy":
            throw .notEmulated("The subscription attribute '\(name)'")
        default: throw .invalidTopicParameter("AttributeName")
        }
        given[name] = value.isEmpty ? nil : value
    }

    private static func target(of policy: String) throws(ServiceFault) -> ARN {
        let fault = ServiceFault.invalidTopicParameter("RedrivePolicy: must be valid JSON with a deadLetterTargetArn")
        let parsed: JSONValue
        do {
            parsed = try JSONValue(parsing: Array(policy.utf8))
        } catch {
            throw fault
        }
        guard let arn = parsed["deadLetterTargetArn"]?.string.flatMap({ ARN($0) }), arn.service == "sqs" else {
            throw fault
        }
        return arn
    }

    var row: SubscriptionRow {
        SubscriptionRow(
            topic: topic,
            kind: kind,
            endpoint: endpoint.description,
            number: number,
            attributes: given
        )
    }
}

/// What is kept of a subscription.
struct SubscriptionRow: Codable {
    var topic: String
    var kind: TopicSubscription.Kind
    var endpoint: String
    var number: Int64
    var attributes: [String: String]
}
