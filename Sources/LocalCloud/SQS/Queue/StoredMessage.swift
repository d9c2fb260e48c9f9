import AWSClient
import Time

/// A message in a queue.
struct StoredMessage: Sendable {
    /// Its place in the queue, which no other message of the queue has ever had.
    let number: Int64
    let content: MessageContent
    var state: MessageState

    var group: String { content.messageGroupID ?? "" }
}

/// What does not change while a message is in one queue.
struct MessageContent: Codable, Sendable {
    var id: String
    var body: String
    var attributes: [String: MessageAttributeValue]
    var traceHeader: String?
    var senderID: String
    var sentAt: Instant
    var messageGroupID: String?
    var messageDeduplicationID: String?
    /// The queue that gave it up.
    var deadLetterSource: String?
}

/// What receiving changes.
struct MessageState: Codable, Sendable {
    enum Phase: Codable, Sendable {
        case ready
        case delayed(until: Instant)
        case inFlight(until: Instant, since: Instant)
    }

    var phase = Phase.ready
    /// All that it was received, in this queue and in the one that gave it up.
    var receiveCount = 0
    /// In this queue: what a redrive policy counts, and what tells one receipt from the next.
    var receivesHere = 0
    var firstReceivedAt: Instant?

    /// Whether there is nothing to keep of it: a message without a state of its own is this.
    var isNew: Bool {
        guard case .ready = phase else { return false }
        return receiveCount == 0
    }
}

/// A message on its way into a queue.
struct MessageDraft: Sendable {
    var body: String
    var delay: Duration?
    var attributes: [String: MessageAttributeValue] = [:]
    var traceHeader: String?
    var senderID: String
    var messageGroupID: String?
    var messageDeduplicationID: String?

    /// What the limits count: the body, and of each attribute its name, its type and its value.
    var size: Int {
        attributes.reduce(body.utf8.count) { size, attribute in
            size + attribute.key.utf8.count + attribute.value.dataType.utf8.count + attribute.value.bytes.count
        }
    }
}

extension MessageAttributeValue {
    var bytes: [UInt8] {
        switch value {
        case .text(let text): Array(text.utf8)
        case .binary(let bytes): bytes
        }
    }
}
