import Domain
import Hosting
import Ports
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
    (.malformed(.catalogue, reason: "x"), "catalogue-unreadable", true, .unavailable),
    (.malformed(.client(ClientKey(unchecked: "04")), reason: "x"), "malformed", false, .broken),
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
