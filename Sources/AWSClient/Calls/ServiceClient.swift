package import HTTP
import Synchronization
import Time

/// Makes calls of one service: signs, sends, and tries again as the policy allows.
package final class ServiceClient: Sendable {
    package let service: AWSServiceName
    /// Where calls go that name no endpoint of their own.
    package let endpoint: AWSEndpoint
    let form: AWSProtocol
    let policy: RetryPolicy
    /// Nil for calls that prove themselves otherwise, as AssumeRoleWithWebIdentity does.
    let credentials: (any CredentialProvider)?
    let keys: SigningKeys
    let outside: Outside
    let correctsClockSkew: Bool
    let skew = Mutex(ClockSkew())
    private let quota = Mutex(RetryQuota())

    /// More than any answer of a service that is read whole.
    package static let longestAnswer = 16 << 20
    /// How often one answer may break off and be gone on with, however much of it came in between.
    package static let mostResumptions = 10

    package init(
        _ service: AWSServiceName,
        speaking form: AWSProtocol,
        at endpoint: AWSEndpoint,
        credentials: (any CredentialProvider)?,
        keys: SigningKeys = SigningKeys(),
        policy: RetryPolicy? = nil,
        correctsClockSkew: Bool = true,
        outside: Outside
    ) {
        self.service = service
        self.endpoint = endpoint
        self.form = form
        self.policy = policy ?? .standard(for: service)
        self.credentials = credentials
        self.keys = keys
        self.outside = outside
        self.correctsClockSkew = correctsClockSkew
    }

    /// The answer to a call, which is a success.
    package func perform(_ call: ServiceCall) async throws(CallFailure) -> WebResponse {
        try await answer(to: call, into: nil)
    }

    /// The head of the answer, whose body goes to `sink` as it comes.
    ///
    /// The sink sees successes only. Once it has been asked for anything, the call is made again only where it can go
    /// on from where the answer broke off.
    package func perform(
        _ call: ServiceCall,
        into sink: any BodySink
    ) async throws(CallFailure) -> WebResponseHead {
        try await answer(to: call, into: sink).head
    }

    func answer(to call: ServiceCall, into sink: (any BodySink)?) async throws(CallFailure) -> WebResponse {
        var call = call
        var course = Course(id: outside.newID())
        while true {
            let outcome: RetryPolicy.Outcome
            switch try await attempt(call, course, into: sink) {
            case .success(let response):
                quota.withLock { $0.giveBack(course.cost) }
                return response
            case .refused(let failure, let isRenewed):
                // The service refused it unseen, and the next will be signed with another time or by other keys.
                guard course.number < policy.maxAttempts, outside.clock.now < call.deadline ?? .distantFuture,
                    await call.content.rewind()
                else { throw .service(failure) }
                course.hasRenewed = course.hasRenewed || isRenewed
                course.number += 1
                continue
            case .failure(let failed): outcome = failed
            case .interrupted(let failure, let hasGivenBytes):
                guard course.resumptions < Self.mostResumptions, let sink = sink as? any ResumingSink,
                    let headers = await sink.headersForRest()
                else { throw .transport(failure) }
                for field in headers.fields { call.headers[field.name] = field.value }
                course.resumptions += 1
                // What comes on bit by bit is no failure that goes on.
                if hasGivenBytes { course.number = 1 }
                outcome = .unanswered(failure)
            }
            try await prepare(&course, after: outcome, of: call)
        }
    }

    /// Waits until the next attempt may be made; throws where none may.
    private func prepare(
        _ course: inout Course,
        after outcome: RetryPolicy.Outcome,
        of call: ServiceCall
    ) async throws(CallFailure) {
        let attempt = RetryPolicy.Attempt(
            number: course.number,
            outcome: outcome,
            isIdempotent: call.isIdempotent,
            now: outside.clock.now,
            deadline: call.deadline.map { $0 - call.leastTime }
        )
        var generator = outside.random.generator
        let jitter = Double.random(in: 0..<1, using: &generator)
        switch quota.withLock({ policy.decide(attempt, jitter: jitter, quota: &$0) }) {
        case .retry(let delay, let cost):
            guard await call.content.rewind() else { throw outcome.failure }
            try await sleep(delay)
            course.cost = cost
            course.number += 1
        case .giveUp(.quotaUsedUp(let delay)) where call.isPolling:
            try await sleep(delay)
            throw outcome.failure
        case .giveUp: throw outcome.failure
        }
    }

    private func sleep(_ delay: Duration) async throws(CallFailure) {
        do throws(CancellationError) {
            try await outside.clock.sleep(for: delay)
        } catch {
            throw .transport(.cancelled)
        }
    }
}

extension ServiceClient {
    /// How far a call has come.
    struct Course {
        let id: UUID
        /// From 1.
        var number = 1
        /// What the last retry took from the quota.
        var cost: Int?
        var resumptions = 0
        /// Whether the credentials have been fetched anew for this call.
        var hasRenewed = false
    }
}

extension RetryPolicy.Outcome {
    fileprivate var failure: CallFailure {
        switch self {
        case .answered(let failure): .service(failure)
        case .unanswered(let failure): .transport(failure)
        }
    }
}
