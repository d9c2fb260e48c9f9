import AWSClient
import Encoding
import Time

struct TopicName: Encodable {
    let topicArn: String

    private enum CodingKeys: String, CodingKey { case topicArn = "TopicArn" }
}

struct Tag: Codable {
    let key: String
    let value: String?

    private enum CodingKeys: String, CodingKey {
        case key = "Key"
        case value = "Value"
    }
}

struct CreateTopic: JSONCall {
    let name: String?
    let attributes: [String: String]?
    let tags: [Tag]?

    private enum CodingKeys: String, CodingKey {
        case name = "Name"
        case attributes = "Attributes"
        case tags = "Tags"
    }

    func perform(in part: isolated Topics, for request: CloudRequest) async throws(ServiceFault) -> TopicName {
        guard let name else { throw .invalidTopicParameter("Name") }
        let arn = part.ground.place.arn("sns", name)
        try part.ground.allow("sns:CreateTopic", on: arn, to: request.caller)
        let given = attributes ?? [:]
        try Self.check(name, isFIFO: given["FifoTopic"] == "true")
        let row = TopicRow(
            attributes: given,
            tags: (tags ?? []).reduce(into: [:]) { $0[$1.key] = $1.value ?? "" }
        )
        if let existing = part.topics[name] {
            let isSame = given.allSatisfy { existing.attributes.given[$0.key] == $0.value }
            guard isSame else {
                throw .invalidTopicParameter("Attributes Reason: Topic already exists with different attributes")
            }
            guard row.tags.isEmpty || row.tags == existing.tags else {
                throw .invalidTopicParameter("Tags Reason: Topic already exists with different tags")
            }
            return TopicName(topicArn: arn.description)
        }
        let topic = try Topic(name: name, arn: arn, row: row)
        part.topics[name] = topic
        part.keepRow(of: topic)
        try await part.keep()
        return TopicName(topicArn: arn.description)
    }

    private static func check(_ name: String, isFIFO: Bool) throws(ServiceFault) {
        let isNamedFIFO = name.hasSuffix(Queue.suffixOfFIFO)
        if isFIFO, !isNamedFIFO {
            throw .invalidTopicParameter(
                "Fifo Topic names must end with .fifo and must be made up of only uppercase and "
                    + "lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 "
                    + "characters long."
            )
        }
        let stem = isNamedFIFO && isFIFO ? name.dropLast(Queue.suffixOfFIFO.count) : name[...]
        guard !stem.isEmpty, name.utf8.count <= 256, MessageRules.isName(stem, with: "-_") else {
            throw .invalidTopicParameter("Topic Name")
        }
    }
}

struct DeleteTopic: JSONCall {
    let topicArn: String?

    private enum CodingKeys: String, CodingKey { case topicArn = "TopicArn" }

    func perform(in part: isolated Topics, for request: CloudRequest) async throws(ServiceFault) -> Nothing {
        guard let arn = topicArn.flatMap({ ARN($0) }), arn.service == "sns" else {
            throw .invalidTopicParameter("TopicArn")
        }
        try part.ground.allow("sns:DeleteTopic", on: arn, to: request.caller)
        // One that is gone already is no error.
        guard let topic = part.topics.removeValue(forKey: arn.resource) else { return Nothing() }
        for subscription in topic.subscriptions {
            part.topicNames[subscription.arn] = nil
            part.ledger.remove(subscription.arn, from: TopicShelf.subscriptions)
        }
        while let key = topic.deduplications.popExpired(at: .distantFuture) {
            part.ledger.remove("\(topic.name)/\(key)", from: TopicShelf.deduplications)
        }
        part.ledger.remove(topic.name, from: TopicShelf.topics)
        try await part.keep()
        return Nothing()
    }
}

struct ListTopics: JSONCall {
    let nextToken: String?

    private enum CodingKeys: String, CodingKey { case nextToken = "NextToken" }

    struct Result: Encodable {
        let topics: [TopicName]
        let nextToken: String?

        private enum CodingKeys: String, CodingKey {
            case topics = "Topics"
            case nextToken = "NextToken"
        }
    }

    func perform(in part: isolated Topics, for request: CloudRequest) async throws(ServiceFault) -> Result {
        try part.ground.allow("sns:ListTopics", on: part.ground.place.arn("sns", "*"), to: request.caller)
        let page = try TopicPage(part.topics.values.map(\.arn.description).sorted(), after: nextToken)
        return Result(topics: page.names.map(TopicName.init(topicArn:)), nextToken: page.nextToken)
    }
}

/// A hundred names; a token says after which name the next begin.
struct TopicPage {
    let names: [String]
    let nextToken: String?

    private static let longest = 100

    init(_ all: [String], after token: String?) throws(ServiceFault) {
        var rest = all[...]
        if let token, !token.isEmpty {
            guard let last = Base64.decode(token) else { throw .invalidTopicParameter("NextToken") }
            let name = String(decoding: last, as: UTF8.self)
            rest = rest.drop { $0 <= name }
        }
        names = Array(rest.prefix(Self.longest))
        nextToken = names.count < rest.count ? names.last.map { Base64.encode(Array($0.utf8)) } : nil
    }
}

struct GetTopicAttributes: JSONCall {
    let topicArn: String?

    private enum CodingKeys: String, CodingKey { case topicArn = "TopicArn" }

    struct Result: Encodable {
        let attributes: [String: String]

        private enum CodingKeys: String, CodingKey { case attributes = "Attributes" }
    }

    func perform(in part: isolated Topics, for request: CloudRequest) async throws(ServiceFault) -> Result {
        let topic = try part.topic(topicArn, for: request, to: "GetTopicAttributes")
        var told = [
            "TopicArn": topic.arn.description, "Owner": topic.arn.account, "DisplayName": "",
            "SubscriptionsConfirmed": "\(topic.subscriptions.count)", "SubscriptionsPending": "0",
            "SubscriptionsDeleted": "0", "MaximumMessageSize": "\(topic.attributes.maximumMessageSize)",
        ]
        if topic.isFIFO {
            told["FifoTopic"] = "true"
            told["ContentBasedDeduplication"] = "false"
            told["FifoThroughputScope"] = "Topic"
        }
        return Result(attributes: told.merging(topic.attributes.given) { $1 })
    }
}

struct SetTopicAttributes: JSONCall {
    let topicArn: String?
    let name: String?
    let value: String?

    private enum CodingKeys: String, CodingKey {
        case topicArn = "TopicArn"
        case name = "AttributeName"
        case value = "AttributeValue"
    }

    func perform(in part: isolated Topics, for request: CloudRequest) async throws(ServiceFault) -> Nothing {
        let topic = try part.topic(topicArn, for: request, to: "SetTopicAttributes")
        guard let name, name != "FifoTopic" else { throw .invalidTopicParameter("AttributeName") }
        try topic.attributes.set(name, to: value ?? "")
        part.keepRow(of: topic)
        try await part.keep()
        return Nothing()
    }
}
