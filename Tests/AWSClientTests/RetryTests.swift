import AWSClient
import HTTP
import Testing
import Time

struct RetryTests {
    private static let now = Instant(secondsSinceEpoch: 1_800_000_000)

    private func failure(_ code: String, _ status: Int, after: Duration? = nil, service: String = "sqs") -> AWSFailure {
        AWSFailure(service: service, code: code, status: status, retryAfter: after)
    }

    private func decide(
        _ outcome: RetryPolicy.Outcome,
        number: Int = 1,
        idempotent: Bool = true,
        left: Duration? = nil,
        quota: Int = RetryQuota.capacity,
        policy: RetryPolicy = .standard
    ) -> RetryPolicy.Decision {
        var spent = RetryQuota()
        _ = spent.take(RetryQuota.capacity - quota)
        let attempt = RetryPolicy.Attempt(
            number: number,
            outcome: outcome,
            isIdempotent: idempotent,
            now: Self.now,
            deadline: left.map { Self.now + $0 }
        )
        return policy.decide(attempt, jitter: 0.5, quota: &spent)
    }

    @Test(
        arguments: [
            (500, "InternalFailure", 1, 25, 14), (503, "x", 2, 50, 14), (503, "SlowDown", 1, 500, 5),
            (429, "429", 2, 1_000, 5), (400, "ThrottlingException", 2, 1_000, 5), (400, "RequestTimeout", 1, 25, 14),
        ]
    )
    func `the delay doubles with the attempt, and throttling waits longer and costs less`(
        status: Int,
        code: String,
        number: Int,
        milliseconds: Int,
        cost: Int
    ) {
        let decision = decide(.answered(failure(code, status)), number: number)
        #expect(decision == .retry(after: .milliseconds(milliseconds), cost: cost))
    }

    @Test func `no delay is longer than twenty seconds`() {
        let patient = RetryPolicy(maxAttempts: 100, base: .seconds(1))
        let decision = decide(.answered(failure("x", 500)), number: 70, policy: patient)
        #expect(decision == .retry(after: .seconds(10), cost: 14))
    }

    @Test(arguments: [(0, 25), (1_000, 1_000), (60_000, 5_025)])
    func `a service may ask for more patience, but for five seconds more at most`(asked: Int, waited: Int) {
        let decision = decide(.answered(failure("x", 503, after: .milliseconds(asked))))
        #expect(decision == .retry(after: .milliseconds(waited), cost: 14))
    }

    @Test func `DynamoDB is tried four times, from half the delay`() {
        let outcome = RetryPolicy.Outcome.answered(failure("x", 500, service: "dynamodb"))
        #expect(decide(outcome, number: 3, policy: .dynamoDB) == .retry(after: .milliseconds(50), cost: 14))
        #expect(decide(outcome, number: 4, policy: .dynamoDB) == .giveUp(.attemptsUsedUp))
        #expect(decide(outcome, number: 3) == .giveUp(.attemptsUsedUp))
    }

    @Test func `what may have been acted on is repeated only where that does no harm`() {
        #expect(decide(.answered(failure("x", 500)), idempotent: false) == .giveUp(.mayHaveBeenActedOn))
        #expect(decide(.unanswered(.broken(reason: "")), idempotent: false) == .giveUp(.mayHaveBeenActedOn))
        let throttled = decide(.answered(failure("Throttling", 400)), idempotent: false)
        #expect(throttled == .retry(after: .milliseconds(500), cost: 5))
        let unsent = decide(.unanswered(.notSent(reason: "")), idempotent: false)
        #expect(unsent == .retry(after: .milliseconds(25), cost: 14))
    }

    @Test(arguments: [TransportFailure.cancelled, .deadlinePassed(sent: true), .bodyOverLimit(1), .body(.init(""))])
    func `nothing is repeated for a caller that has gone`(failure: TransportFailure) {
        #expect(decide(.unanswered(failure)) == .giveUp(.permanent))
    }

    @Test func `a plain error is final`() {
        #expect(decide(.answered(failure("ValidationException", 400))) == .giveUp(.permanent))
        #expect(decide(.answered(failure("BadDigest", 400))) == .giveUp(.permanent))
        let damaged = decide(.answered(failure("BadDigest", 400, service: "s3")))
        #expect(damaged == .retry(after: .milliseconds(25), cost: 14))
    }

    @Test func `no retry begins that the deadline would end`() {
        let outcome = RetryPolicy.Outcome.answered(failure("x", 500))
        #expect(decide(outcome, left: .milliseconds(25)) == .giveUp(.deadlineTooNear))
        #expect(decide(outcome, left: .milliseconds(26)) == .retry(after: .milliseconds(25), cost: 14))
    }

    @Test func `an empty bucket ends retries, and a success fills it by what was taken`() {
        let outcome = RetryPolicy.Outcome.answered(failure("x", 500))
        #expect(decide(outcome, quota: 13) == .giveUp(.quotaUsedUp(delay: .milliseconds(25))))
        var quota = RetryQuota()
        #expect(quota.take(14) && quota.take(5) && quota.available == 481)
        quota.giveBack(5)
        quota.giveBack(nil)
        #expect(quota.available == 487)
        quota.giveBack(500)
        #expect(quota.available == 500 && !quota.take(501))
    }
}

struct ClockSkewTests {
    private static let now = Instant(secondsSinceEpoch: 1_800_000_000)

    private func skew(ahead: Int, took: Int = 2, age: Bool = false) -> (isNews: Bool, offset: Duration) {
        var skew = ClockSkew()
        let date = Self.now + .seconds(took) / 2 + .seconds(ahead)
        var head: WebHeaders = ["Date": date.rfc1123]
        if age { head.add("Age", "1") }
        let isNews = skew.observe(
            WebResponseHead(status: 403, headers: head),
            sent: Self.now,
            received: Self.now + .seconds(took)
        )
        return (isNews, skew.offset)
    }

    @Test(arguments: [-3_600, -241, 241, 86_400]) func `a clock that is minutes off is corrected`(ahead: Int) {
        #expect(skew(ahead: ahead) == (true, .seconds(ahead)))
    }

    @Test(arguments: [-240, 0, 240]) func `a clock that is right enough is left alone`(ahead: Int) {
        #expect(skew(ahead: ahead) == (false, .zero))
    }

    @Test func `a cached answer and a slow one say nothing about the time`() {
        #expect(skew(ahead: 3_600, age: true) == (false, .zero))
        #expect(skew(ahead: 3_600, took: 902) == (false, .zero))
    }
}
