package import JSON
package import Time

/// All that a step may know of the call it answers.
///
/// Time and randomness come from here and from nowhere else.
package struct InvocationContext: Sendable {
    package let requestID: String
    /// When the event was received: one value for the whole invocation, so that a decision made twice is the same.
    package let now: Instant
    /// When the platform gives up on this invocation.
    package let deadline: Instant
    package let functionARN: String?
    package let traceID: String?
    package let tenantID: String?
    package let clientContext: CallerNote
    package let cognitoIdentity: CallerNote
    /// Who asks, where the front knows it.
    package var principal: Principal?
    /// How often each of the events has come by now, in their order, where a queue tells it; else none.
    package var attempts: [Int] = []
    private let surroundings: Surroundings

    package init(
        requestID: String,
        now: Instant,
        deadline: Instant,
        functionARN: String? = nil,
        traceID: String? = nil,
        tenantID: String? = nil,
        clientContext: CallerNote = .absent,
        cognitoIdentity: CallerNote = .absent,
        surroundings: Surroundings
    ) {
        self.requestID = requestID
        self.now = now
        self.deadline = deadline
        self.functionARN = functionARN
        self.traceID = traceID
        self.tenantID = tenantID
        self.clientContext = clientContext
        self.cognitoIdentity = cognitoIdentity
        self.surroundings = surroundings
    }

    package var clock: any WallClock { surroundings.clock }
    package var random: any RandomSource { surroundings.random }
    package var metrics: Metrics { surroundings.metrics }
    /// Writes lines that bear the request's id.
    package var log: Log { surroundings.log.forRequest(requestID) }

    /// How often an event of a queue has come by now, and 1 for any other.
    package func attempt(of index: Int = 0) -> Int { attempts.indices.contains(index) ? attempts[index] : 1 }

    /// How long the platform still waits for the answer; never negative.
    package var remaining: Duration { max(.zero, deadline - clock.now) }
}

/// What every invocation of one process shares.
package final class Surroundings: Sendable {
    package let log: Log
    package let metrics: Metrics
    package let clock: any WallClock
    package let random: any RandomSource

    package init(log: Log, metrics: Metrics, clock: any WallClock, random: any RandomSource) {
        self.log = log
        self.metrics = metrics
        self.clock = clock
        self.random = random
    }
}

/// JSON that the caller attached to its call.
///
/// It is the caller's own, so a malformed one fails nothing.
package enum CallerNote: Sendable, Equatable {
    case absent
    case value(JSONValue)
    case malformed(String)

    package init(parsing text: [UInt8]?) {
        guard let text, !text.isEmpty else {
            self = .absent
            return
        }
        do {
            self = .value(try JSONValue(parsing: text))
        } catch {
            self = .malformed(String(decoding: text, as: UTF8.self))
        }
    }
}

/// Who asks, as the authorizer found.
package struct Principal: Sendable, Equatable {
    package let organisation: String
    package let subject: String
    package let role: String

    package init(organisation: String, subject: String, role: String) {
        self.organisation = organisation
        self.subject = subject
        self.role = role
    }
}
