import JSON

struct QueueEvent: GeneratedEvent {
    static let kind = "sqs"
    static let summary = "print a message of a queue, as a function receives it"
    static let options = [Self.body, QueueRecord.queue, Self.fifo, Self.group, MessageAttribute.option]

    private static let body = Option("--body", "TEXT", "its body; \"example message\" by default")
    private static let fifo = Option("--fifo", nil, "the queue keeps an order")
    private static let group = Option("--group", "ID", "its group; example-group by default where there is an order")

    private let body: String
    private let record: QueueRecord

    init(_ arguments: Arguments) throws(UsageFault) {
        body = arguments[Self.body] ?? "example message"
        let queue = arguments[QueueRecord.queue] ?? "example-queue"
        record = QueueRecord(
            queue: arguments.has(Self.fifo) && !queue.hasSuffix(".fifo") ? "\(queue).fifo" : queue,
            group: arguments[Self.group],
            attributes: try arguments.messageAttributes()
        )
    }

    func value(on occasion: Occasion) -> JSONValue { record.value(of: body, on: occasion) }
}
