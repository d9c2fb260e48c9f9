package typealias SendMessage = OnMessage<OutgoingMessage>
package typealias SendMessageBatch = OnMessages<OutgoingMessage>
package typealias DeleteMessage = OnMessage<MessageReceipt>
package typealias DeleteMessageBatch = OnMessages<MessageReceipt>
package typealias ChangeMessageVisibility = OnMessage<MessageVisibility>
package typealias ChangeMessageVisibilityBatch = OnMessages<MessageVisibility>

/// What is done to a message, by a call of its own or as one entry of a batch.
package protocol MessageChange: Encodable, Sendable, Equatable {
    /// What a call of its own answers.
    associatedtype Answer: Decodable, Sendable
    /// What a batch answers for each entry that was done.
    associatedtype Done: Decodable, Sendable, Equatable

    /// The operation for one message; `Batch` behind it is the one for many.
    static var operation: String { get }
    var isIdempotent: Bool { get }
}

/// One message of a queue.
package struct OnMessage<Change: MessageChange>: SQSOperation, Equatable {
    package typealias Output = Change.Answer

    package static var name: String { Change.operation }
    package var isIdempotent: Bool { change.isIdempotent }

    package var queueUrl: String
    package var change: Change

    package init(queueUrl: String, _ change: Change) {
        self.queueUrl = queueUrl
        self.change = change
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: MessageKey.self)
        try container.encode(queueUrl, forKey: .queueUrl)
        try change.encode(to: encoder)
    }
}

/// At most ten messages of a queue.
package struct OnMessages<Change: MessageChange>: SQSOperation, Equatable {
    package typealias Output = BatchOutput<Change.Done>

    package static var name: String { "\(Change.operation)Batch" }
    package var isIdempotent: Bool { entries.allSatisfy(\.change.isIdempotent) }

    package var queueUrl: String
    package var entries: [Entry]

    package init(queueUrl: String, entries: [Entry]) {
        self.queueUrl = queueUrl
        self.entries = entries
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: MessageKey.self)
        try container.encode(queueUrl, forKey: .queueUrl)
        try container.encode(entries, forKey: .entries)
    }

    /// One message of a batch, by an id that is its own within the batch.
    package struct Entry: Encodable, Sendable, Equatable {
        package var id: String
        package var change: Change

        package init(id: String, _ change: Change) {
            self.id = id
            self.change = change
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: MessageKey.self)
            try container.encode(id, forKey: .id)
            try change.encode(to: encoder)
        }
    }
}

private enum MessageKey: String, CodingKey {
    case queueUrl = "QueueUrl"
    case entries = "Entries"
    case id = "Id"
}
