import Encoding

/// What a message is deleted by: which one it is, and which time of receiving it.
struct ReceiptHandle: Sendable, Equatable {
    let queue: String
    let number: Int64
    let receipt: Int
    let messageID: String

    init(queue: String, _ message: StoredMessage) {
        self.queue = queue
        number = message.number
        receipt = message.state.receivesHere
        messageID = message.content.id
    }

    /// Nil for what is no handle of ours.
    init?(_ text: String) {
        guard let bytes = Base64.decode(text), let plain = String(validating: bytes, as: UTF8.self) else { return nil }
        let parts = plain.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 4, let number = Int64(parts[1]), let receipt = Int(parts[2]) else { return nil }
        queue = String(parts[0])
        self.number = number
        self.receipt = receipt
        messageID = String(parts[3])
    }

    var text: String { Base64.encode(Array("\(queue) \(number) \(receipt) \(messageID)".utf8)) }

    /// Whether this is the latest receipt of that message.
    func isLatest(of message: StoredMessage) -> Bool {
        messageID == message.content.id && receipt == message.state.receivesHere
    }
}
