import AWSClient
import Time

struct Subscribe: JSONCall {
    let topicArn: String?
    let `protocol`: String?
    let endpoint: String?
    let attributes: [String: String]?

    private enum CodingKeys: String, CodingKey {
        case topicArn = "TopicArn"
        case `protocol` = "Protocol"
        case endpoint = "Endpoint"
        case attributes = "Attributes"
    }

    struct Result: Encodable {
        let subscriptionArn: String

        private enum CodingKeys: String, CodingKey { case subscriptionArn = "SubscriptionArn" }
    }

    private static let otherProtocols: Set<String> = [
        "http", "https", "email", "email-json", "sms", "application", "firehose",
    ]

    func perform(in part: isolated Topics, for request: CloudRequest) async throws(ServiceFault) -> Result {
        let topic = try part.topic(topicArn, for: request, to: "Subscribe")
        let (kind, endpoint) = try target(of: topic)
        let given = (attributes ?? [:]).filter { !$0.value.isEmpty }
        if let existing = topic.subscriptions.first(where: { $0.kind == kind && $0.endpoint == endpoint }) {
            guard given.allSatisfy({ existing.given[$0.key] == $0.value }) else {
                throw .invalidTopicParameter("Attributes Reason: Subscription already exists with different attributes")
            }
            return Result(subscriptionArn: existing.arn)
        }
        let subscription = try TopicSubscription(
            arn: "\(topic.arn):\(part.ground.newID())",
            topic: topic.name,
            kind: kind,
            endpoint: endpoint,
            number: part.subscriptionNumbers.next(at: part.ground.clock.now),
            attributes: given
        )
        topic.subscriptions.append(subscription)
        part.topicNames[subscription.arn] = topic.name
        part.keepRow(of: subscription)
        try await part.keep()
        return Result(subscriptionArn: subscription.arn)
    }

    private func target(of topic: Topic) throws(ServiceFault) -> (TopicSubscription.Kind, ARN) {
        guard let name = self.protocol else { throw .invalidTopicParameter("Protocol") }
        guard let kind = TopicSubscription.Kind(rawValue: name) else {
            if Self.otherProtocols.contains(name) { throw .notEmulated("A subscription by '\(name)'") }
            throw .invalidTopicParameter("Amazon SNS does not support this protocol string: \(name)")
        }
        guard let endpoint = endpoint.flatMap({ ARN($0) }), endpoint.service == kind.rawValue else {
            throw .invalidTopicParameter("Endpoint Reason: Please specify a valid ARN for protocol \(name)")
        }
        let isFIFOQueue = kind == .queue && endpoint.resource.hasSuffix(Queue.suffixOfFIFO)
        if isFIFOQueue, !topic.isFIFO {
            throw .invalidTopicParameter(
                "Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics"
            )
        }
        if topic.isFIFO, kind == .function {
            throw .invalidTopicParameter("Endpoint Reason: Please use SQS queue endpoints for FIFO topics")
        }
        return (kind, endpoint)
    }
}

struct Unsubscribe: JSONCall {
    let subscriptionArn: String?

    private enum CodingKeys: String, CodingKey { case subscriptionArn = "SubscriptionArn" }

    func perform(in part: isolated Topics, for request: CloudRequest) async throws(ServiceFault) -> Nothing {
        guard let name = subscriptionArn.flatMap({ ARN($0) }), name.service == "sns" else {
            throw .invalidTopicParameter("SubscriptionArn")
        }
        try part.ground.allow("sns:Unsubscribe", on: name, to: request.caller)
        // One that is gone already is no error.
        guard let topic = part.topicNames.removeValue(forKey: name.description) else { return Nothing() }
        part.topics[topic]?.subscriptions.removeAll { $0.arn == name.description }
        part.ledger.remove(name.description, from: TopicShelf.subscriptions)
        try await part.keep()
        return Nothing()
    }
}

struct GetSubscriptionAttributes: JSONCall {
    let subscriptionArn: String?

    private enum CodingKeys: String, CodingKey { case subscriptionArn = "SubscriptionArn" }

    func perform(in part: isolated Topics, for request: CloudRequest) async throws(ServiceFault)
        -> GetTopicAttributes.Result
    {
        let (topic, index) = try part.place(of: subscriptionArn, for: request, to: "GetSubscriptionAttributes")
        let subscription = topic.subscriptions[index]
        var told = [
            "SubscriptionArn": subscription.arn, "TopicArn": topic.arn.description, "Owner": topic.arn.account,
            "Protocol": subscription.kind.rawValue, "Endpoint": subscription.endpoint.description,
            "RawMessageDelivery": "false", "PendingConfirmation": "false", "ConfirmationWasAuthenticated": "true",
            "SubscriptionPrincipal": "arn:aws:iam::\(topic.arn.account):root",
        ]
        if subscription.given["FilterPolicy"] != nil { told["FilterPolicyScope"] = "MessageAttributes" }
        return GetTopicAttributes.Result(attributes: told.merging(subscription.given) { $1 })
    }
}

struct SetSubscriptionAttributes: JSONCall {
    let subscriptionArn: String?
    let name: String?
    let value: String?

    private enum CodingKeys: String, CodingKey {
        case subscriptionArn = "SubscriptionArn"
        case name = "AttributeName"
        case value = "AttributeValue"
    }

    func perform(in part: isolated Topics, for request: CloudRequest) async throws(ServiceFault) -> Nothing {
        let (topic, index) = try part.place(of: subscriptionArn, for: request, to: "SetSubscriptionAttributes")
        guard let name else { throw .invalidTopicParameter("AttributeName") }
        try topic.subscriptions[index].set([name: value ?? ""])
        part.keepRow(of: topic.subscriptions[index])
        try await part.keep()
        return Nothing()
    }
}

struct ListSubscriptions: JSONCall {
    let nextToken: String?

    private enum CodingKeys: String, CodingKey { case nextToken = "NextToken" }

    func perform(in part: isolated Topics, for request: CloudRequest) async throws(ServiceFault) -> SubscriptionPage {
        try part.ground.allow("sns:ListSubscriptions", on: part.ground.place.arn("sns", "*"), to: request.caller)
        return try SubscriptionPage(
            part.topics.values.flatMap(\.subscriptions),
            after: nextToken,
            in: part.ground.place
        )
    }
}

struct ListSubscriptionsByTopic: JSONCall {
    let topicArn: String?
    let nextToken: String?

    private enum CodingKeys: String, CodingKey {
        case topicArn = "TopicArn"
        case nextToken = "NextToken"
    }

    func perform(in part: isolated Topics, for request: CloudRequest) async throws(ServiceFault) -> SubscriptionPage {
        let topic = try part.topic(topicArn, for: request, to: "ListSubscriptionsByTopic")
        return try SubscriptionPage(topic.subscriptions, after: nextToken, in: part.ground.place)
    }
}

/// A hundred subscriptions, by their ARNs.
struct SubscriptionPage: Encodable {
    let subscriptions: [[String: String]]
    let nextToken: String?

    private enum CodingKeys: String, CodingKey {
        case subscriptions = "Subscriptions"
        case nextToken = "NextToken"
    }

    init(_ all: [TopicSubscription], after token: String?, in place: CloudPlace) throws(ServiceFault) {
        let byARN = Dictionary(uniqueKeysWithValues: all.map { ($0.arn, $0) })
        let page = try TopicPage(byARN.keys.sorted(), after: token)
        nextToken = page.nextToken
        subscriptions = page.names.compactMap { byARN[$0] }.map { subscription in
            [
                "SubscriptionArn": subscription.arn, "Owner": place.account, "Protocol": subscription.kind.rawValue,
                "Endpoint": subscription.endpoint.description,
                "TopicArn": place.arn("sns", subscription.topic).description,
            ]
        }
    }
}

extension Topics {
    /// Where a subscription is, once the caller may do this to it.
    func place(of text: String?, for request: CloudRequest, to action: String) throws(ServiceFault) -> (Topic, Int) {
        guard let text, let arn = ARN(text), arn.service == "sns" else {
            throw .invalidTopicParameter("SubscriptionArn")
        }
        try ground.allow("sns:\(action)", on: arn, to: request.caller)
        guard let topic = topicNames[text].flatMap({ topics[$0] }),
            let index = topic.subscriptions.firstIndex(where: { $0.arn == text })
        else { throw .topicNotFound("Subscription") }
        return (topic, index)
    }

    func keepRow(of subscription: TopicSubscription) {
        ledger.put(subscription.row, at: subscription.arn, on: TopicShelf.subscriptions)
    }
}
