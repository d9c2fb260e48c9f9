/// One message for a queue.
package struct SendMessageInput: Encodable, Sendable, Equatable {
    package var queueUrl: String
    package var messageBody: String
    package var delaySeconds: Int?
    package var messageAttributes: [String: MessageAttributeValue]?
    package var messageGroupId: String?
    package var messageDeduplicationId: String?

    package init(
        queueUrl: String,
        messageBody: String,
        delaySeconds: Int? = nil,
        messageAttributes: [String: MessageAttributeValue]? = nil,
        messageGroupId: String? = nil,
        messageDeduplicationId: String? = nil
    ) {
        self.queueUrl = queueUrl
        self.messageBody = messageBody
        self.delaySeconds = delaySeconds
        self.messageAttributes = messageAttributes
        self.messageGroupId = messageGroupId
        self.messageDeduplicationId = messageDeduplicationId
    }

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
        case messageBody = "MessageBody"
        case delaySeconds = "DelaySeconds"
        case messageAttributes = "MessageAttributes"
        case messageGroupId = "MessageGroupId"
        case messageDeduplicationId = "MessageDeduplicationId"
    }
}

/// What SQS made of a message.
package struct SendMessageOutput: Decodable, Sendable, Equatable {
    package var messageId: String
    package var sequenceNumber: String?

    package init(messageId: String, sequenceNumber: String? = nil) {
        self.messageId = messageId
        self.sequenceNumber = sequenceNumber
    }

    private enum CodingKeys: String, CodingKey {
        case messageId = "MessageId"
        case sequenceNumber = "SequenceNumber"
    }
}
