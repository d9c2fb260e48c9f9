import Hosting
import JSON
import Synchronization
import TestKit
import Testing
import Time

/// A queue that takes orders, and refuses them where it is told to.
final class OrderedQueue: QueueControl {
    struct Burial: Hashable {
        let id: String
        let note: DeadLetterNote
    }

    let hidden = Mutex<[String: Duration]>([:])
    let buried = Mutex<[Burial]>([])
    let refuses: Bool

    init(refuses: Bool = false) {
        self.refuses = refuses
    }

    func hide(_ message: QueueMessage, for duration: Duration) async throws(StepFailure) {
        if refuses { throw .retry(.busy) }
        hidden.withLock { $0[message.id] = duration }
    }

    func bury(_ message: QueueMessage, note: DeadLetterNote) async throws(StepFailure) {
        if refuses { throw .retry(.busy) }
        buried.withLock { $0.append(Burial(id: message.id, note: note)) }
    }
}

/// A batch step that takes whole batches, and answers for as many of them as it is told to.
final class Gathering: BatchStep {
    let batches = Mutex<[[String]]>([])
    let failures: [String: StepFailure]
    let answers: Int

    init(failures: [String: StepFailure] = [:], answers: Int = .max) {
        self.failures = failures
        self.answers = answers
    }

    func handle(_ events: [Noting.Event], context: InvocationContext) async -> [Result<Void, StepFailure>] {
        batches.withLock { $0.append(events.map(\.name)) }
        return events.prefix(answers).map { event in failures[event.name].map { .failure($0) } ?? .success(()) }
    }
}

/// A batch as Lambda hands it over.
///
/// A message is its name, whose body is `{"name": …}`.
func batch(_ messages: [(name: String, group: String?)], receiveCount: Int = 1, body: String? = nil) -> JSONValue {
    let arn = messages.contains { $0.group != nil } ? "arn:aws:sqs:eu-west-1:1:q.fifo" : "arn:aws:sqs:eu-west-1:1:q"
    let records = messages.map { name, group -> JSONValue in
        let attributes: JSONValue = [
            "ApproximateReceiveCount": .string(String(receiveCount)), "SentTimestamp": "1795248000000",
            "MessageGroupId": group.map { .string($0) } ?? .null,
        ]
        return [
            "messageId": .string("id-\(name)"), "receiptHandle": .string("receipt-\(name)"),
            "body": .string(body ?? "{\"name\":\"\(name)\"}"),
            "attributes": attributes,
            "messageAttributes": [:], "md5OfBody": "x", "eventSource": "aws:sqs", "eventSourceARN": .string(arn),
            "awsRegion": "eu-west-1",
        ]
    }
    return ["Records": .array(records)]
}

func batch(_ names: String...) -> JSONValue { batch(names.map { ($0, nil) }) }

/// The answer that keeps these messages in their queue.
func staying(_ names: String...) -> JSONValue {
    ["batchItemFailures": .array(names.map { ["itemIdentifier": .string("id-\($0)")] })]
}

@Suite struct QueueFrontTests {
    let queue = OrderedQueue()

    @Test func `each message reaches the step, and none stays`() async throws {
        let step = Noting()
        let front = QueueFront(step, function: "tested", control: queue)
        #expect(try await front.json(batch("a", "b", "c"), context()) == staying())
        #expect(step.names.withLock { $0.sorted() } == ["a", "b", "c"])
    }

    @Test func `a retry hides its message for the time named, and it alone stays`() async throws {
        let step = Noting(failures: ["b": .retry(after: .seconds(7), .busy)])
        let front = QueueFront(step, function: "tested", control: queue)
        #expect(try await front.json(batch("a", "b", "c"), context()) == staying("b"))
        #expect(queue.hidden.withLock { $0 } == ["id-b": .seconds(7)])
    }

    @Test(arguments: [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (8, 60), (1_000_000, 60), (0, 1), (-5, 1), (.min, 1)])
    func `without a time the rest doubles with each receipt, up to a minute`(count: Int, seconds: Int) async throws {
        let front = QueueFront(Noting(failures: ["a": .retry(.busy)]), function: "tested", control: queue)
        _ = try await front.json(batch([("a", nil)], receiveCount: count), context())
        #expect(queue.hidden.withLock { $0 } == ["id-a": .seconds(seconds)])
    }

    @Test func `a refused message is buried with its reason, and does not stay`() async throws {
        let front = QueueFront(Noting(failures: ["a": .reject(.odd)]), function: "tested", control: queue)
        #expect(try await front.json(batch([("a", nil)], receiveCount: 3), context()) == staying())
        let note = try #require(queue.buried.withLock { $0.first }).note
        #expect(note.queue == "arn:aws:sqs:eu-west-1:1:q")
        #expect(note.function == "tested" && note.request == "request-1")
        #expect(note.code == "odd" && note.message == "This can never be.")
        #expect(note.attempt == 3 && note.time == noon)
    }

    @Test func `a message that cannot be read is buried`() async throws {
        let step = Noting()
        let front = QueueFront(step, function: "tested", control: queue)
        #expect(try await front.json(batch([("a", nil)], body: "not json"), context()) == staying())
        #expect(queue.buried.withLock { $0.map(\.note.code) } == ["malformed-event"])
        #expect(step.names.withLock { $0.isEmpty })
    }

    @Test(arguments: [StepFailure.retry(.busy), .reject(.odd)])
    func `a message stays where the queue takes no order`(failure: StepFailure) async throws {
        let sink = MemorySink()
        let front = QueueFront(
            Noting(failures: ["a": failure]),
            function: "tested",
            control: OrderedQueue(refuses: true)
        )
        #expect(try await front.json(batch("a"), context(sink: sink)) == staying("a"))
        #expect(sink.lines.contains { $0.contains("the queue refused an order") })
    }

    @Test func `a group stops at its first failure, and other groups go on`() async throws {
        let step = Noting(failures: ["b": .retry(after: .seconds(5), .busy)])
        let front = QueueFront(step, function: "tested", control: queue)
        let event = batch([("a", "g"), ("x", "h"), ("b", "g"), ("c", "g"), ("y", "h")])
        #expect(try await front.json(event, context()) == staying("b", "c"))
        #expect(step.names.withLock { Set($0) } == ["a", "b", "x", "y"])
        // What waits behind it rests as long: then the group comes back whole.
        #expect(queue.hidden.withLock { $0 } == ["id-b": .seconds(5), "id-c": .seconds(5)])
    }

    @Test func `messages of an ordered queue that name no group are one`() async throws {
        let step = Noting(failures: ["a": .retry(.busy)])
        let front = QueueFront(step, function: "tested", control: queue)
        #expect(try await front.json(batch([("a", nil), ("x", "g"), ("b", nil)]), context()) == staying("a", "b"))
        #expect(step.names.withLock { Set($0) } == ["a", "x"])
    }

    @Test func `a group goes on behind a buried message`() async throws {
        let step = Noting(failures: ["a": .reject(.odd)])
        let front = QueueFront(step, function: "tested", control: queue)
        #expect(try await front.json(batch([("a", "g"), ("b", "g")]), context()) == staying())
        #expect(step.names.withLock { $0 } == ["a", "b"])
    }

    @Test func `a group stops where a message could not be buried`() async throws {
        let step = Noting(failures: ["a": .reject(.odd)])
        let front = QueueFront(step, function: "tested", control: OrderedQueue(refuses: true))
        #expect(try await front.json(batch([("a", "g"), ("b", "g")]), context()) == staying("a", "b"))
        #expect(step.names.withLock { $0 } == ["a"])
    }

    @Test func `what the deadline did not leave time for comes again at once`() async throws {
        let clock = ManualClock(now: noon + .seconds(31))
        let step = Noting()
        let front = QueueFront(step, function: "tested", control: queue)
        #expect(try await front.json(batch("a", "b"), context(clock: clock)) == staying("a", "b"))
        #expect(step.names.withLock { $0.isEmpty })
        #expect(queue.hidden.withLock { $0 } == ["id-a": .zero, "id-b": .zero])
    }

    @Test func `what SNS wrapped is unwrapped`() async throws {
        let step = Noting()
        let front = QueueFront(step, function: "tested", control: queue)
        let envelope: JSONValue = [
            "Type": "Notification", "MessageId": "m", "TopicArn": "arn:aws:sns:eu-west-1:1:t",
            "Message": "{\"name\":\"wrapped\"}", "Timestamp": "2026-11-21T08:00:00.000Z", "SignatureVersion": "1",
        ]
        let body = String(decoding: envelope.bytes(), as: UTF8.self)
        #expect(try await front.json(batch([("a", nil)], body: body), context()) == staying())
        #expect(step.names.withLock { $0 } == ["wrapped"])
    }

    @Test func `what is no batch fails the invocation, so that nothing is deleted`() async {
        let front = QueueFront(Noting(), function: "tested", control: queue)
        await #expect(throws: StepFailure.self) { try await front.json(["Records": "none"], context()) }
        await #expect(throws: StepFailure.self) { try await front.json(["name": "a"], context()) }
    }

    @Test func `a batch step gets all messages at once, and each has its own outcome`() async throws {
        let step = Gathering(failures: ["b": .retry(.busy), "c": .reject(.odd)])
        let front = QueueFront(batch: step, function: "tested", control: queue)
        #expect(try await front.json(batch("a", "b", "c", "d"), context()) == staying("b"))
        #expect(step.batches.withLock { $0 } == [["a", "b", "c", "d"]])
        #expect(queue.buried.withLock { $0.map(\.id) } == ["id-c"])
    }

    @Test func `a batch step that answers for too few has not handled the rest`() async throws {
        let front = QueueFront(batch: Gathering(answers: 1), function: "tested", control: queue)
        #expect(try await front.json(batch("a", "b", "c"), context()) == staying("b", "c"))
    }

    @Test func `a batch step's group stops at its first failure`() async throws {
        let front = QueueFront(batch: Gathering(failures: ["a": .retry(.busy)]), function: "tested", control: queue)
        let event = batch([("a", "g"), ("b", "g"), ("x", "h")])
        #expect(try await front.json(event, context()) == staying("a", "b"))
    }
}
