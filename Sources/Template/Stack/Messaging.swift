package import JSON
import YAML

/// A queue.
package struct Queue: Sendable, Equatable {
    package let id: String
    package let name: String
    package let arn: String
    package let url: String
    package let isFIFO: Bool
    package let visibilityTimeout: Duration
    package let retention: Duration
    package let delay: Duration
    package let receiveWait: Duration
    package let maximumMessageSize: Int
    package let deduplicatesByContent: Bool
    package let deduplicationScope: String?
    package let throughputLimit: String?
    package let redrive: Redrive?
    package let redriveAllow: JSONValue?

    /// Where a message goes that was received too often.
    package struct Redrive: Sendable, Equatable {
        package let target: String
        package let maxReceiveCount: Int
    }

    init(_ reader: Properties, _ names: Names) throws(TemplateError) {
        id = names.id
        name = names.name
        arn = names.arn
        url = names.reference
        isFIFO = try reader.bool("FifoQueue") ?? false
        visibilityTimeout = try reader.seconds("VisibilityTimeout") ?? .seconds(30)
        retention = try reader.seconds("MessageRetentionPeriod") ?? .seconds(345_600)
        delay = try reader.seconds("DelaySeconds") ?? .zero
        receiveWait = try reader.seconds("ReceiveMessageWaitTimeSeconds") ?? .zero
        maximumMessageSize = try reader.integer("MaximumMessageSize") ?? 1_048_576
        deduplicatesByContent = try reader.bool("ContentBasedDeduplication") ?? false
        deduplicationScope = try reader.string("DeduplicationScope")
        throughputLimit = try reader.string("FifoThroughputLimit")
        redrive = try Redrive.read(reader, "RedrivePolicy")
        redriveAllow = reader.value("RedriveAllowPolicy")?.json
        reader.ignore("KmsDataKeyReusePeriodSeconds", "KmsMasterKeyId", "SqsManagedSseEnabled", "Tags")
    }
}

extension Queue.Redrive {
    static func read(_ reader: Properties, _ key: String) throws(TemplateError) -> Queue.Redrive? {
        guard let policy = try reader.map(key) else { return nil }
        // A subscription's policy counts nothing: SNS has its own retries.
        return Queue.Redrive(
            target: try policy.need("deadLetterTargetArn"),
            maxReceiveCount: try policy.integer("maxReceiveCount") ?? 0
        )
    }
}

/// A topic.
package struct Topic: Sendable, Equatable {
    package let id: String
    package let name: String
    package let arn: String
    package let isFIFO: Bool
    package let deduplicatesByContent: Bool
    package let displayName: String?

    init(_ reader: Properties, _ names: Names) throws(TemplateError) {
        id = names.id
        name = names.name
        arn = names.arn
        isFIFO = try reader.bool("FifoTopic") ?? false
        deduplicatesByContent = try reader.bool("ContentBasedDeduplication") ?? false
        displayName = try reader.string("DisplayName")
        reader.ignore("KmsMasterKeyId", "SignatureVersion", "Tags", "TracingConfig")
    }
}

/// Who gets what is published on a topic.
package struct Subscription: Sendable, Equatable {
    package let id: String
    package let topic: String
    /// `sqs`, `lambda`, `https`.
    package let networkProtocol: String
    package let endpoint: String
    package let filterPolicy: JSONValue?
    package let filtersBody: Bool
    package let isRaw: Bool
    package let deadLetterTarget: String?

    init(_ reader: Properties, _ names: Names, topic: String? = nil) throws(TemplateError) {
        id = names.id
        if let topic { self.topic = topic } else { self.topic = try reader.need("TopicArn") }
        networkProtocol = try reader.need("Protocol")
        endpoint = try reader.need("Endpoint")
        filterPolicy = reader.value("FilterPolicy")?.json
        filtersBody = try reader.string("FilterPolicyScope") == "MessageBody"
        isRaw = try reader.bool("RawMessageDelivery") ?? false
        deadLetterTarget = try Queue.Redrive.read(reader, "RedrivePolicy")?.target
        if try reader.string("Region") != nil { reader.refuse("Region", "there is one region") }
    }
}
