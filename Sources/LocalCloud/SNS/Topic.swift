import Time

/// One topic and who subscribes to it.
final class Topic {
    let name: String
    let arn: ARN
    var attributes: TopicAttributes
    var tags: [String: String]
    /// In the order of their coming, which is that of delivery.
    var subscriptions: [TopicSubscription] = []
    var deduplications = Deduplications()
    var numbers = RisingNumbers()
    /// So that what was published first is delivered first.
    let turn = Turn()

    init(name: String, arn: ARN, row: TopicRow) throws(ServiceFault) {
        self.name = name
        self.arn = arn
        tags = row.tags
        attributes = try TopicAttributes(row.attributes, isFIFO: name.hasSuffix(Queue.suffixOfFIFO))
    }

    var isFIFO: Bool { attributes.isFIFO }
}

/// What is kept of a topic itself.
struct TopicRow: Codable {
    var attributes: [String: String]
    var tags: [String: String]
}

/// Where the journal keeps what.
enum TopicShelf {
    static let topics = "sns.topics"
    static let subscriptions = "sns.subscriptions"
    static let deduplications = "sns.deduplications"
}

/// The attributes of a topic that its owner sets.
struct TopicAttributes: Sendable {
    private(set) var given: [String: String] = [:]
    let isFIFO: Bool
    private(set) var hasContentBasedDeduplication = false
    private(set) var deduplicatesWithinGroups = false
    /// Up to 1 MiB where the owner says so.
    private(set) var maximumMessageSize = 256 << 10

    init(_ given: [String: String], isFIFO: Bool) throws(ServiceFault) {
        self.isFIFO = isFIFO
        for (name, value) in given.sorted(by: { $0.key < $1.key }) { try set(name, to: value) }
    }

    mutating func set(_ name: String, to value: String) throws(ServiceFault) {
        switch name {
        case "FifoTopic": guard value == "\(isFIFO)" else { throw .invalidTopicParameter("Attributes: FifoTopic") }
        case "ContentBasedDeduplication" where isFIFO: hasContentBasedDeduplication = value == "true"
        case "FifoThroughputScope" where isFIFO:
            guard value == "Topic" || value == "MessageGroup" else { throw .invalidTopicParameter(name) }
            deduplicatesWithinGroups = value == "MessageGroup"
        case "MaximumMessageSize":
            guard let size = Int(value), (1_024...1_048_576).contains(size) else { throw .invalidTopicParameter(name) }
            maximumMessageSize = size
        case "DisplayName", "Policy", "KmsMasterKeyId", "TracingConfig": break
        case "SignatureVersion":
            guard value == "1" || value == "2" else { throw .invalidTopicParameter(name) }
        case "DeliveryPolicy", "ArchivePolicy", "DataProtectionPolicy":
            throw .notEmulated("The topic attribute '\(name)'")
        default:
            guard name.hasSuffix("FeedbackRoleArn") || name.hasSuffix("FeedbackSampleRate") else {
                throw .invalidTopicParameter("AttributeName")
            }
            throw .notEmulated("The topic attribute '\(name)'")
        }
        given[name] = value
    }
}

/// Lets one at a time do something, in the order in which they ask.
final class Turn {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take(in isolation: isolated any Actor) async {
        guard isTaken else {
            isTaken = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// The next in line has it from then on.
    func give() {
        if waiting.isEmpty {
            isTaken = false
        } else {
            waiting.removeFirst().resume()
        }
    }
}
