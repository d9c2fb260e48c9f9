import AWSClient
import HTTP
import JSON
import LocalCloud
import TestKit
import Testing
import Time

/// A cloud with queues in it, and a client of theirs.
struct Yard: Sendable {
    let here: Neighbourhood
    let queues: Queues
    let sqs: SQS

    init(journal: any Journal = NoJournal()) throws {
        var made: Queues?
        here = try Neighbourhood(journal: journal) { ground in
            let queues = try Queues(ground)
            ground.deliveries.enter(queues, for: "sqs")
            made = queues
            return [queues]
        }
        queues = try #require(made)
        sqs = try SQS(here.context())
    }

    var clock: ManualClock { here.clock }

    func create(_ name: String, _ attributes: [String: String] = [:]) async throws -> String {
        try await sqs.call(CreateQueue(queueName: name, attributes: attributes)).queueUrl
    }

    func createFIFO(_ name: String, _ attributes: [String: String] = [:]) async throws -> String {
        try await create(name, attributes.merging(["FifoQueue": "true"]) { $1 })
    }

    /// A queue whose messages go to another after so many receives; the addresses of both.
    func createPair(receives: Int = 1, suffix: String = "") async throws -> (source: String, dead: String) {
        let fifo = suffix.isEmpty ? [:] : ["FifoQueue": "true"]
        let dead = try await create("dead\(suffix)", fifo)
        let redrive = #"{"deadLetterTargetArn":"\#(Self.arn("dead\(suffix)"))","maxReceiveCount":\#(receives)}"#
        return (try await create("source\(suffix)", fifo.merging(["RedrivePolicy": redrive]) { $1 }), dead)
    }

    static func arn(_ name: String) -> String { "arn:aws:sqs:us-east-1:000000000000:\(name)" }

    @discardableResult
    func send(_ body: String, to url: String, group: String? = nil, id: String? = nil, delay: Int? = nil) async throws
        -> PublishedMessage
    {
        let message = OutgoingMessage(
            messageBody: body,
            delaySeconds: delay,
            messageGroupId: group,
            messageDeduplicationId: id
        )
        return try await sqs.call(SendMessage(queueUrl: url, message))
    }

    func receive(_ url: String, _ limit: Int = 10, wait: Int = 0, visibility: Int? = nil) async throws -> [Message] {
        let poll = ReceiveMessage(
            queueUrl: url,
            maxNumberOfMessages: limit,
            waitTimeSeconds: wait,
            visibilityTimeout: visibility,
            messageAttributeNames: ["All"],
            messageSystemAttributeNames: ["All"]
        )
        return try await sqs.receiveMessage(poll).messages ?? []
    }

    func bodies(_ url: String, _ limit: Int = 10, visibility: Int? = nil) async throws -> [String] {
        try await receive(url, limit, visibility: visibility).map(\.body)
    }

    func delete(_ message: Message, from url: String) async throws {
        _ = try await sqs.call(DeleteMessage(queueUrl: url, MessageReceipt(receiptHandle: message.receiptHandle)))
    }

    func hide(_ message: Message, of url: String, seconds: Int) async throws {
        let change = MessageVisibility(receiptHandle: message.receiptHandle, visibilityTimeout: seconds)
        _ = try await sqs.call(ChangeMessageVisibility(queueUrl: url, change))
    }

    func attributes(_ url: String) async throws -> [String: String] {
        try await sqs.call(GetQueueAttributes(queueUrl: url, attributeNames: ["All"])).attributes ?? [:]
    }

    /// How many messages are visible, in flight and delayed.
    func counts(_ url: String) async throws -> [Int] {
        let all = try await attributes(url)
        return ["", "NotVisible", "Delayed"].map { Int(all["ApproximateNumberOfMessages\($0)"] ?? "") ?? -1 }
    }

    func call(_ operation: String, _ body: JSONValue) async throws -> JSONValue {
        try await here.json("sqs", "AmazonSQS.\(operation)", body).value
    }

    /// The code of what an operation is refused by.
    func refusal(_ operation: String, _ body: JSONValue) async throws -> String? {
        let answer = try await here.json("sqs", "AmazonSQS.\(operation)", body)
        return answer.headers["x-amzn-query-error"]?.split(separator: ";").first.map(String.init)
            ?? answer.value["__type"]?.string
    }
}
