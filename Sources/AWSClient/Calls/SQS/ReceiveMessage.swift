/// What to receive, and how long to wait for it.
package struct ReceiveMessageInput: Encodable, Sendable, Equatable {
    package var queueUrl: String
    /// Up to ten; one where it is not set.
    package var maxNumberOfMessages: Int?
    /// Up to twenty.
    package var waitTimeSeconds: Int?
    package var visibilityTimeout: Int?
    package var messageAttributeNames: [String]?
    package var messageSystemAttributeNames: [String]?

    package init(
        queueUrl: String,
        maxNumberOfMessages: Int? = nil,
        waitTimeSeconds: Int? = nil,
        visibilityTimeout: Int? = nil,
        messageAttributeNames: [String]? = nil,
        messageSystemAttributeNames: [String]? = nil
    ) {
        self.queueUrl = queueUrl
        self.maxNumberOfMessages = maxNumberOfMessages
        self.waitTimeSeconds = waitTimeSeconds
        self.visibilityTimeout = visibilityTimeout
        self.messageAttributeNames = messageAttributeNames
        self.messageSystemAttributeNames = messageSystemAttributeNames
    }

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
        case maxNumberOfMessages = "MaxNumberOfMessages"
        case waitTimeSeconds = "WaitTimeSeconds"
        case visibilityTimeout = "VisibilityTimeout"
        case messageAttributeNames = "MessageAttributeNames"
        case messageSystemAttributeNames = "MessageSystemAttributeNames"
    }
}

/// The messages; none where there are none.
package struct ReceiveMessageOutput: Decodable, Sendable, Equatable {
    package var messages: [Message]?

    package init(messages: [Message]? = nil) {
        self.messages = messages
    }

    private enum CodingKeys: String, CodingKey {
        case messages = "Messages"
    }
}

/// A message, received and not yet deleted.
package struct Message: Decodable, Sendable, Equatable {
    package var messageId: String
    package var receiptHandle: String
    package var body: String
    package var attributes: [String: String]?
    package var messageAttributes: [String: MessageAttributeValue]?

    package init(
        messageId: String,
        receiptHandle: String,
        body: String,
        attributes: [String: String]? = nil,
        messageAttributes: [String: MessageAttributeValue]? = nil
    ) {
        self.messageId = messageId
        self.receiptHandle = receiptHandle
        self.body = body
        self.attributes = attributes
        self.messageAttributes = messageAttributes
    }

    private enum CodingKeys: String, CodingKey {
        case messageId = "MessageId"
        case receiptHandle = "ReceiptHandle"
        case body = "Body"
        case attributes = "Attributes"
        case messageAttributes = "MessageAttributes"
    }
}
