/// What to receive, and how long to wait for it.
///
/// A lost answer is asked for again: what it held comes back when its visibility timeout is over.
package struct ReceiveMessage: JSONOperation, Equatable {
    package static let name = "ReceiveMessage"
    package var isIdempotent: Bool { true }

    package var queueUrl: String
    /// Up to ten; one where it is not set.
    package var maxNumberOfMessages: Int?
    /// Up to twenty; always said, since the queue's own setting may outlast the caller's deadline.
    package var waitTimeSeconds: Int
    package var visibilityTimeout: Int?
    package var messageAttributeNames: [String]?
    package var messageSystemAttributeNames: [String]?

    package init(
        queueUrl: String,
        maxNumberOfMessages: Int? = nil,
        waitTimeSeconds: Int = 0,
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

    /// The messages; none where there are none.
    package struct Output: Decodable, Sendable, Equatable {
        package var messages: [Message]?

        private enum CodingKeys: String, CodingKey {
            case messages = "Messages"
        }
    }
}

/// A message, received and not yet deleted.
package struct Message: Decodable, Sendable, Equatable {
    package var messageId: String
    package var receiptHandle: String
    package var body: String
    /// Such as `ApproximateReceiveCount`, where they were asked for.
    package var attributes: [String: String]?
    package var messageAttributes: [String: MessageAttributeValue]?

    private enum CodingKeys: String, CodingKey {
        case messageId = "MessageId"
        case receiptHandle = "ReceiptHandle"
        case body = "Body"
        case attributes = "Attributes"
        case messageAttributes = "MessageAttributes"
    }
}
