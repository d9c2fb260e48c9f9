package import HTTP
package import Time

/// Whether and when a call is tried again: the standard mode of AWS's SDKs.
package struct RetryPolicy: Sendable, Equatable {
    package var maxAttempts: Int
    /// The first delay is between nothing and this, and the bound doubles from there.
    package var base: Duration
    package var throttlingBase: Duration = .seconds(1)
    package var longestDelay: Duration = .seconds(20)

    package static let standard = RetryPolicy(maxAttempts: 3, base: .milliseconds(50))
    package static let dynamoDB = RetryPolicy(maxAttempts: 4, base: .milliseconds(25))

    static func standard(for service: AWSServiceName) -> RetryPolicy { service == .dynamodb ? .dynamoDB : .standard }

    /// How much longer than we would a service may have us wait.
    package static let longestExtension: Duration = .seconds(5)

    package init(maxAttempts: Int, base: Duration) {
        self.maxAttempts = maxAttempts
        self.base = base
    }

    package enum Outcome: Sendable {
        case answered(AWSFailure)
        case unanswered(TransportFailure)
    }

    package enum Decision: Sendable, Equatable {
        /// `cost` has been taken from the quota.
        case retry(after: Duration, cost: Int)
        case giveUp(Reason)
    }

    package enum Reason: Sendable, Equatable {
        /// The same request would fail again.
        case permanent
        /// It may have been acted on, and must not be twice.
        case mayHaveBeenActedOn
        case attemptsUsedUp
        /// The delay is for a call that polls: it waits before it fails, for its caller will poll again at once.
        case quotaUsedUp(delay: Duration)
        case deadlineTooNear
    }

    /// `jitter` is drawn from 0 up to 1.
    package func decide(_ attempt: Attempt, jitter: Double, quota: inout RetryQuota) -> Decision {
        guard attempt.outcome.isRetryable else { return .giveUp(.permanent) }
        guard attempt.isIdempotent || !attempt.outcome.mayHaveBeenActedOn else { return .giveUp(.mayHaveBeenActedOn) }
        guard attempt.number < maxAttempts else { return .giveUp(.attemptsUsedUp) }
        let delay = delay(attempt, jitter: jitter)
        if let deadline = attempt.deadline, attempt.now + delay >= deadline { return .giveUp(.deadlineTooNear) }
        let cost = attempt.outcome.isThrottling ? RetryQuota.throttlingCost : RetryQuota.cost
        return quota.take(cost) ? .retry(after: delay, cost: cost) : .giveUp(.quotaUsedUp(delay: delay))
    }

    private func delay(_ attempt: Attempt, jitter: Double) -> Duration {
        let base = attempt.outcome.isThrottling ? throttlingBase : base
        // The bound stands long before the shift could overflow.
        let bound = min(base * (1 << min(attempt.number - 1, 16)), longestDelay)
        let drawn = bound * min(max(jitter, 0), 1)
        guard case .answered(let failure) = attempt.outcome, let asked = failure.retryAfter else { return drawn }
        return max(drawn, min(asked, drawn + Self.longestExtension))
    }
}

extension RetryPolicy {
    /// What one attempt of a call has come to.
    package struct Attempt: Sendable {
        /// From 1.
        package let number: Int
        package let outcome: Outcome
        package let isIdempotent: Bool
        package let now: Instant
        package let deadline: Instant?

        package init(number: Int, outcome: Outcome, isIdempotent: Bool, now: Instant, deadline: Instant?) {
            self.number = number
            self.outcome = outcome
            self.isIdempotent = isIdempotent
            self.now = now
            self.deadline = deadline
        }
    }
}

extension RetryPolicy.Outcome {
    var isThrottling: Bool {
        guard case .answered(let failure) = self else { return false }
        return failure.isThrottling
    }

    var isRetryable: Bool {
        switch self {
        case .answered(let failure): failure.isRetryable
        case .unanswered(.notSent), .unanswered(.broken): true
        // Nobody waits any longer, or the next answer would be as long, or the body as broken.
        case .unanswered(.deadlinePassed), .unanswered(.cancelled), .unanswered(.bodyOverLimit), .unanswered(.body):
            false
        }
    }

    /// A request that was throttled was refused before anything was done.
    var mayHaveBeenActedOn: Bool {
        switch self {
        case .answered(let failure): !failure.isThrottling
        case .unanswered(let failure): failure.mayHaveArrived
        }
    }
}
