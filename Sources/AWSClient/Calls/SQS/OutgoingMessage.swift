/// One message for a queue.
package struct OutgoingMessage: MessageChange {
    package typealias Answer = PublishedMessage
    package typealias Done = PublishedMessageEntry

    package static let operation = "SendMessage"
    package var isIdempotent: Bool { messageDeduplicationId != nil }

    package var messageBody: String
    package var delaySeconds: Int?
    package var messageAttributes: [String: MessageAttributeValue]?
    package var messageSystemAttributes: [String: MessageAttributeValue]?
    package var messageGroupId: String?
    package var messageDeduplicationId: String?

    /// `awsTraceHeader` is the one system attribute that may be sent; it counts for no size and for none of the ten.
    package init(
        messageBody: String,
        delaySeconds: Int? = nil,
        messageAttributes: [String: MessageAttributeValue]? = nil,
        awsTraceHeader: String? = nil,
        messageGroupId: String? = nil,
        messageDeduplicationId: String? = nil
    ) {
        self.messageBody = messageBody
        self.delaySeconds = delaySeconds
        self.messageAttributes = messageAttributes
        messageSystemAttributes = awsTraceHeader.map { ["AWSTraceHeader": .string($0)] }
        self.messageGroupId = messageGroupId
        self.messageDeduplicationId = messageDeduplicationId
    }

    private enum CodingKeys: String, CodingKey {
        case messageBody = "MessageBody"
        case delaySeconds = "DelaySeconds"
        case messageAttributes = "MessageAttributes"
        case messageSystemAttributes = "MessageSystemAttributes"
        case messageGroupId = "MessageGroupId"
        case messageDeduplicationId = "MessageDeduplicationId"
    }
}
