import Hosting
import JSON
import Synchronization
import TestKit
import Time

/// A moment that every test of this room agrees on: 2026-11-21T08:00:00Z.
let noon = Instant(millisecondsSinceEpoch: 1_795_248_000_000)

/// A context whose log and metrics go to memory.
func context(sink: MemorySink = MemorySink(), clock: ManualClock = ManualClock(now: noon)) -> InvocationContext {
    InvocationContext(
        requestID: "request-1",
        now: noon,
        deadline: noon + .seconds(30),
        surroundings: Surroundings(
            log: Log(format: .json, level: .debug, clock: clock, sink: sink),
            metrics: Metrics(function: "tested", sink: sink),
            clock: clock,
            random: SeededRandom(seed: 1)
        )
    )
}

/// A step that takes notes, and fails where it is told to.
final class Noting: Step {
    struct Event: Codable, Sendable, Hashable {
        let name: String
    }

    struct Output: Codable, Sendable, Hashable {
        let greeting: String
    }

    let names = Mutex<[String]>([])
    let failures: [String: StepFailure]

    init(failures: [String: StepFailure] = [:]) {
        self.failures = failures
    }

    func handle(_ event: Event, context: InvocationContext) async throws(StepFailure) -> Output {
        names.withLock { $0.append(event.name) }
        if let failure = failures[event.name] { throw failure }
        return Output(greeting: "Hello, \(event.name)")
    }
}

extension Fault {
    static let busy = Fault(.unavailable, "busy", "Come again.")
    static let odd = Fault(.invalid, "odd", "This can never be.")
}

extension Handler {
    /// The reply to an event as JSON.
    func json(_ event: JSONValue, _ context: InvocationContext) async throws -> JSONValue {
        switch try await handle(EventBytes(event.bytes()), context: context) {
        case .bytes(let bytes, _): try JSONValue(parsing: bytes)
        case .stream: .null
        }
    }
}
