import JSON

/// A notification that came through a queue: SNS's envelope is the body of the message.
struct TopicInQueueEvent: GeneratedEvent {
    static let kind = "sns-in-sqs"
    static let summary = "print a message of a queue that a topic put there"
    static let options = Announcement.options + [QueueRecord.queue]

    private let announcement: Announcement
    private let record: QueueRecord

    init(_ arguments: Arguments) throws(UsageFault) {
        announcement = try Announcement(arguments)
        record = QueueRecord(queue: arguments[QueueRecord.queue] ?? "example-queue")
    }

    func value(on occasion: Occasion) -> JSONValue {
        let subscription = announcement.subscription(on: occasion)
        let envelope = announcement.members(for: .queue, subscription: subscription, on: occasion)
        let body = String(decoding: JSONValue.object(envelope).bytes(), as: UTF8.self)
        return record.value(of: body, on: occasion)
    }
}
