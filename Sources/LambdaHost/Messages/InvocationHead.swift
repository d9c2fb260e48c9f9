import Hosting
import Time

/// What the headers of `/next` say of an event.
struct InvocationHead {
    let requestID: String
    let deadline: Deadline
    let traceID: String?
    private let head: ResponseHead

    /// Nil without a request id: there would be nothing to answer to.
    init?(_ head: ResponseHead) {
        guard let id = head["lambda-runtime-aws-request-id"], !id.isEmpty else { return nil }
        requestID = String(decoding: id, as: UTF8.self)
        deadline = Deadline(head["lambda-runtime-deadline-ms"])
        traceID = head["lambda-runtime-trace-id"].map { String(decoding: $0, as: UTF8.self) }
        self.head = head
    }

    func context(now: Instant, surroundings: Surroundings) -> InvocationContext {
        InvocationContext(
            requestID: requestID,
            now: now,
            deadline: deadline.instant ?? now + Deadline.longest,
            functionARN: head["lambda-runtime-invoked-function-arn"].map { String(decoding: $0, as: UTF8.self) },
            traceID: traceID,
            tenantID: head["lambda-runtime-aws-tenant-id"].map { String(decoding: $0, as: UTF8.self) },
            clientContext: CallerNote(parsing: head["lambda-runtime-client-context"].map(Array.init)),
            cognitoIdentity: CallerNote(parsing: head["lambda-runtime-cognito-identity"].map(Array.init)),
            surroundings: surroundings
        )
    }
}

/// When an event's time is up, as the API gave it.
enum Deadline: Equatable {
    case at(Instant)
    case absent
    case malformed

    /// No function may run longer; without a deadline of its own an event gets this.
    static let longest = Duration.seconds(15 * 60)

    /// Milliseconds since the epoch.
    ///
    /// A deadline in the past is one: the handler sees that nothing remains.
    init(_ digits: ArraySlice<UInt8>?) {
        guard let digits else {
            self = .absent
            return
        }
        // Fifteen digits reach beyond the year 30000: more would overflow, and mean nothing.
        guard !digits.isEmpty, digits.count <= 15, digits.allSatisfy(\.isDigit) else {
            self = .malformed
            return
        }
        let milliseconds = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        self = .at(Instant(millisecondsSinceEpoch: milliseconds))
    }

    var instant: Instant? {
        switch self {
        case .at(let instant): instant
        case .absent, .malformed: nil
        }
    }
}
