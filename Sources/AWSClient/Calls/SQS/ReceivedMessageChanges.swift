/// A message that is done with, by the handle of when it was last received.
package struct MessageReceipt: MessageChange {
    package typealias Answer = EmptyAnswer
    package typealias Done = BatchResultEntry

    package static let operation = "DeleteMessage"
    package var isIdempotent: Bool { true }

    package var receiptHandle: String

    package init(receiptHandle: String) {
        self.receiptHandle = receiptHandle
    }

    private enum CodingKeys: String, CodingKey {
        case receiptHandle = "ReceiptHandle"
    }
}

/// How long a message stays hidden from now on.
package struct MessageVisibility: MessageChange {
    package typealias Answer = EmptyAnswer
    package typealias Done = BatchResultEntry

    package static let operation = "ChangeMessageVisibility"
    /// A second time it hides the message for as long from then on: later by a moment, and no other effect.
    package var isIdempotent: Bool { true }

    package var receiptHandle: String
    /// In seconds; nought gives the message back at once.
    package var visibilityTimeout: Int

    package init(receiptHandle: String, visibilityTimeout: Int) {
        self.receiptHandle = receiptHandle
        self.visibilityTimeout = visibilityTimeout
    }

    private enum CodingKeys: String, CodingKey {
        case receiptHandle = "ReceiptHandle"
        case visibilityTimeout = "VisibilityTimeout"
    }
}
