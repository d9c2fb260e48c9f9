/// At most ten messages, of 1 MiB together.
package struct SendMessageBatchInput: Encodable, Sendable, Equatable {
    package var queueUrl: String
    package var entries: [SendMessageBatchRequestEntry]

    package init(queueUrl: String, entries: [SendMessageBatchRequestEntry]) {
        self.queueUrl = queueUrl
        self.entries = entries
    }

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
        case entries = "Entries"
    }
}

/// One message of a batch, by an id that is its own within the batch.
package struct SendMessageBatchRequestEntry: Encodable, Sendable, Equatable {
    package var id: String
    package var messageBody: String
    package var delaySeconds: Int?
    package var messageAttributes: [String: MessageAttributeValue]?
    package var messageGroupId: String?
    package var messageDeduplicationId: String?

    package init(
        id: String,
        messageBody: String,
        delaySeconds: Int? = nil,
        messageAttributes: [String: MessageAttributeValue]? = nil,
        messageGroupId: String? = nil,
        messageDeduplicationId: String? = nil
    ) {
        self.id = id
        self.messageBody = messageBody
        self.delaySeconds = delaySeconds
        self.messageAttributes = messageAttributes
        self.messageGroupId = messageGroupId
        self.messageDeduplicationId = messageDeduplicationId
    }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case messageBody = "MessageBody"
        case delaySeconds = "DelaySeconds"
        case messageAttributes = "MessageAttributes"
        case messageGroupId = "MessageGroupId"
        case messageDeduplicationId = "MessageDeduplicationId"
    }
}

/// Each entry is in one of the two lists: a batch that partly failed is a success.
package struct SendMessageBatchOutput: Decodable, Sendable, Equatable {
    package var successful: [SendMessageBatchResultEntry]?
    package var failed: [BatchResultErrorEntry]?

    package init(successful: [SendMessageBatchResultEntry]? = nil, failed: [BatchResultErrorEntry]? = nil) {
        self.successful = successful
        self.failed = failed
    }

    private enum CodingKeys: String, CodingKey {
        case successful = "Successful"
        case failed = "Failed"
    }
}

/// What SQS made of one message of a batch.
package struct SendMessageBatchResultEntry: Decodable, Sendable, Equatable {
    package var id: String
    package var messageId: String
    package var sequenceNumber: String?

    package init(id: String, messageId: String, sequenceNumber: String? = nil) {
        self.id = id
        self.messageId = messageId
        self.sequenceNumber = sequenceNumber
    }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case messageId = "MessageId"
        case sequenceNumber = "SequenceNumber"
    }
}
