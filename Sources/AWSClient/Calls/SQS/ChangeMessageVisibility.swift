/// How long a message stays hidden from now on.
package struct ChangeMessageVisibilityInput: Encodable, Sendable, Equatable {
    package var queueUrl: String
    package var receiptHandle: String
    /// In seconds; nought gives the message back at once.
    package var visibilityTimeout: Int

    package init(queueUrl: String, receiptHandle: String, visibilityTimeout: Int) {
        self.queueUrl = queueUrl
        self.receiptHandle = receiptHandle
        self.visibilityTimeout = visibilityTimeout
    }

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
        case receiptHandle = "ReceiptHandle"
        case visibilityTimeout = "VisibilityTimeout"
    }
}

/// At most ten messages, each with a time of its own.
package struct ChangeMessageVisibilityBatchInput: Encodable, Sendable, Equatable {
    package var queueUrl: String
    package var entries: [ChangeMessageVisibilityBatchRequestEntry]

    package init(queueUrl: String, entries: [ChangeMessageVisibilityBatchRequestEntry]) {
        self.queueUrl = queueUrl
        self.entries = entries
    }

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
        case entries = "Entries"
    }
}

/// One message of a batch, by an id that is its own within the batch.
package struct ChangeMessageVisibilityBatchRequestEntry: Encodable, Sendable, Equatable {
    package var id: String
    package var receiptHandle: String
    /// In seconds.
    package var visibilityTimeout: Int

    package init(id: String, receiptHandle: String, visibilityTimeout: Int) {
        self.id = id
        self.receiptHandle = receiptHandle
        self.visibilityTimeout = visibilityTimeout
    }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case receiptHandle = "ReceiptHandle"
        case visibilityTimeout = "VisibilityTimeout"
    }
}
