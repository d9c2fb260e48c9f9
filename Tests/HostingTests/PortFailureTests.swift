import Domain
import Hosting
import Ports
import Synchronization
import Testing
import Time

private let document = DocumentID(UUID.v5(namespace: .url, name: "document"))
private let outage = Outage(
    service: "dynamodb",
    code: "ThrottlingException",
    message: "table of acme",
    requestID: "r-1"
)

private let failures: [(PortError, String, isRetried: Bool, Fault.Kind)] = [
    (.unknown(.document(document)), "unknown", false, .unknown),
    (.exists(.document(document)), "exists", false, .conflict),
    (.conflict(.document(document), expectedRevision: 3), "conflict", true, .unavailable),
    (
        .leaseLost(Work(document: document, round: 1, engine: EngineName(unchecked: "clamav"))), "lease-lost", true,
        .unavailable
    ),
    (.malformed(.position, reason: "x"), "malformed-position", false, .malformed),
    (.malformed(.catalogue, reason: "x"), "malformed", false, .broken),
    (.tooLarge(.catalogue, limit: 9), "too-large", false, .tooLarge),
    (.unavailable(outage), "unavailable", true, .unavailable),
    (.refused(outage), "refused", false, .broken),
    (.deadlinePassed, "out-of-time", true, .unavailable),
    (.cancelled, "out-of-time", true, .unavailable),
]

@Test(arguments: failures)
func `a failure of a port is one of the step`(_ error: PortError, _ code: String, _ isRetried: Bool, _ kind: Fault.Kind)
{
    let failure = StepFailure(error)
    #expect(failure.fault.code == code)
    #expect(failure.fault.kind == kind)
    #expect((failure == .retry(failure.fault)) == isRetried)
    // What another service said is for the log.
    #expect(failure.fault.message.split(separator: "acme", omittingEmptySubsequences: false).count == 1)
}

@Test func `what a handler asks of a port ends with its invocation`() async throws {
    let handler = Clocked()
    try await serve(handler, from: Once(context: context()))
    #expect(handler.seen.withLock { $0 } == [noon + .seconds(30)])
    #expect(Patience.deadline == nil)
}

/// Notes what its ports would go by.
private final class Clocked: Handler {
    let seen = Mutex<[Instant?]>([])

    func handle(_ event: EventBytes, context: InvocationContext) async throws(StepFailure) -> Reply {
        seen.withLock { $0.append(Patience.deadline) }
        return .bytes([])
    }
}

/// One event, and then no more.
private final class Once: InvocationSource {
    private let waiting: Mutex<Invocation?>

    init(context: InvocationContext) {
        waiting = Mutex(Invocation(event: EventBytes([]), context: context))
    }

    func next() async throws(SourceFailure) -> Invocation? {
        waiting.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
    }

    func answer(_ outcome: Outcome, to invocation: Invocation) async throws(SourceFailure) {}
}
