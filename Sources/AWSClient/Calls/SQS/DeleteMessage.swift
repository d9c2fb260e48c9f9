/// One message that is done with.
package struct DeleteMessageInput: Encodable, Sendable, Equatable {
    package var queueUrl: String
    package var receiptHandle: String

    package init(queueUrl: String, receiptHandle: String) {
        self.queueUrl = queueUrl
        self.receiptHandle = receiptHandle
    }

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
        case receiptHandle = "ReceiptHandle"
    }
}

/// At most ten messages that are done with.
package struct DeleteMessageBatchInput: Encodable, Sendable, Equatable {
    package var queueUrl: String
    package var entries: [DeleteMessageBatchRequestEntry]

    package init(queueUrl: String, entries: [DeleteMessageBatchRequestEntry]) {
        self.queueUrl = queueUrl
        self.entries = entries
    }

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
        case entries = "Entries"
    }
}

/// One message of a batch, by an id that is its own within the batch.
package struct DeleteMessageBatchRequestEntry: Encodable, Sendable, Equatable {
    package var id: String
    package var receiptHandle: String

    package init(id: String, receiptHandle: String) {
        self.id = id
        self.receiptHandle = receiptHandle
    }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case receiptHandle = "ReceiptHandle"
    }
}
