package import AWSClient
import Time

/// A message as its receiver has it, with those attributes that were asked for.
package struct ReceivedMessage: Encodable, Sendable, Equatable {
    package let messageID: String
    package let receiptHandle: String
    package let body: String
    package let bodyMD5: String
    /// `SentTimestamp`, `ApproximateReceiveCount` and the like.
    package let attributes: [String: String]
    package let messageAttributes: [String: MessageAttributeValue]
    package let messageAttributesMD5: String?

    init(_ message: StoredMessage, of queue: String, attributes names: [String], systemAttributes: Set<String>) {
        let content = message.content
        messageID = content.id
        receiptHandle = ReceiptHandle(queue: queue, message).text
        body = content.body
        bodyMD5 = MessageDigests.ofBody(content.body)
        messageAttributes = content.attributes.filter { attribute in
            names.contains { Self.matches(attribute.key, $0) }
        }
        messageAttributesMD5 = MessageDigests.ofAttributes(messageAttributes)
        attributes = Self.systemAttributes(of: message, isFIFO: queue.hasSuffix(Queue.suffixOfFIFO)).filter {
            systemAttributes.contains("All") || systemAttributes.contains($0.key)
        }
    }

    static let systemAttributes: Set<String> = [
        "All", "SenderId", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp",
        "SequenceNumber", "MessageDeduplicationId", "MessageGroupId", "AWSTraceHeader", "DeadLetterQueueSourceArn",
    ]

    private static func systemAttributes(of message: StoredMessage, isFIFO: Bool) -> [String: String] {
        let (content, state) = (message.content, message.state)
        var told = [
            "SenderId": content.senderID,
            "SentTimestamp": "\(content.sentAt.millisecondsSinceEpoch)",
            "ApproximateReceiveCount": "\(state.receiveCount)",
        ]
        told["ApproximateFirstReceiveTimestamp"] = state.firstReceivedAt.map { "\($0.millisecondsSinceEpoch)" }
        told["SequenceNumber"] = isFIFO ? RisingNumbers.sequenceNumber(message.number) : nil
        told["MessageDeduplicationId"] = content.messageDeduplicationID
        told["MessageGroupId"] = content.messageGroupID
        told["AWSTraceHeader"] = content.traceHeader
        told["DeadLetterQueueSourceArn"] = content.deadLetterSource
        return told
    }

    /// `All`, `.*`, `foo.*` for all that begin so, or the name itself.
    private static func matches(_ name: String, _ pattern: String) -> Bool {
        if pattern == "All" || pattern == ".*" || pattern == name { return true }
        return pattern.hasSuffix(".*") && name.hasPrefix(pattern.dropLast(2))
    }

    private enum CodingKeys: String, CodingKey {
        case messageID = "MessageId"
        case receiptHandle = "ReceiptHandle"
        case bodyMD5 = "MD5OfBody"
        case body = "Body"
        case attributes = "Attributes"
        case messageAttributesMD5 = "MD5OfMessageAttributes"
        case messageAttributes = "MessageAttributes"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(messageID, forKey: .messageID)
        try container.encode(receiptHandle, forKey: .receiptHandle)
        try container.encode(bodyMD5, forKey: .bodyMD5)
        try container.encode(body, forKey: .body)
        if !attributes.isEmpty { try container.encode(attributes, forKey: .attributes) }
        try container.encodeIfPresent(messageAttributesMD5, forKey: .messageAttributesMD5)
        if !messageAttributes.isEmpty { try container.encode(messageAttributes, forKey: .messageAttributes) }
    }
}
