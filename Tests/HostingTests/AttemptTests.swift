import Hosting
import JSON
import Synchronization
import Testing
import Time

/// Notes how often each event had come.
private final class AttemptNotes: Step, BatchStep {
    typealias Event = Noting.Event

    let attempts = Mutex<[String: Int]>([:])

    func handle(_ event: Event, context: InvocationContext) async throws(StepFailure) -> Noting.Output {
        attempts.withLock { $0[event.name] = context.attempt() }
        return Noting.Output(greeting: "")
    }

    func handle(_ events: [Event], context: InvocationContext) async -> [Result<Void, StepFailure>] {
        for (index, event) in events.enumerated() {
            attempts.withLock { $0[event.name] = context.attempt(of: index) }
        }
        return events.map { _ in .success(()) }
    }
}

@Suite struct AttemptTests {
    /// Two messages that came a different number of times, with one between them that nobody can read.
    private func event() throws -> JSONValue {
        let parts = [
            batch([("a", nil)], receiveCount: 3), batch([("x", nil)], receiveCount: 9, body: "not json"),
            batch([("b", nil)], receiveCount: 5),
        ]
        return ["Records": .array(parts.flatMap { $0["Records"]?.array ?? [] })]
    }

    @Test func `a step is told how often its message has come`() async throws {
        let step = AttemptNotes()
        _ = try await QueueFront(step, function: "tested", control: OrderedQueue()).json(event(), context())
        #expect(step.attempts.withLock { $0 } == ["a": 3, "b": 5])
    }

    @Test func `a step of batches is told of each message that reaches it`() async throws {
        let step = AttemptNotes()
        _ = try await QueueFront(batch: step, function: "tested", control: OrderedQueue()).json(event(), context())
        #expect(step.attempts.withLock { $0 } == ["a": 3, "b": 5])
    }

    @Test func `what comes from elsewhere has come once`() async throws {
        let step = AttemptNotes()
        _ = try await DirectFront(step).json(["name": "a"], context())
        #expect(step.attempts.withLock { $0 } == ["a": 1])
    }

    @Test(arguments: [
        (#"{"Records": []}"#, "queue"), (#"{"Records": 5}"#, "queue"), (#"{"records": []}"#, "schedule"),
        (#"{"check": true}"#, "schedule"), ("{}", "schedule"),
    ]) func `a queue's events are told from a schedule's by their records`(_ event: String, _ answer: String)
        async throws
    {
        let front = ScheduledFront(Answering(name: "queue"), schedule: Answering(name: "schedule"))
        #expect(try await front.json(JSONValue(parsing: Array(event.utf8)), context()).string == answer)
    }

    @Test(arguments: ["5", "[]", "null", #""Records""#]) func `what is no object is neither's`(event: String)
        async throws
    {
        let front = ScheduledFront(Answering(name: "queue"), schedule: Answering(name: "schedule"))
        await #expect(throws: StepFailure.self) {
            try await front.json(JSONValue(parsing: Array(event.utf8)), context())
        }
    }
}

private struct Answering: Handler {
    let name: String

    func handle(_ event: EventBytes, context: InvocationContext) async throws(StepFailure) -> Reply {
        .bytes(JSONValue.string(name).bytes())
    }
}
