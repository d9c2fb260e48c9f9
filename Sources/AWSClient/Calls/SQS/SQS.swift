package import Time

/// An operation of SQS.
package protocol SQSOperation: JSONOperation {}

/// The operations of SQS that we use, under SQS's own names: each is a type, and `call` calls it.
///
/// Nothing that would put a message into a queue twice is tried again where the first try may have arrived, except
/// into a FIFO queue that drops the second by its deduplication id. The MD5 sums of bodies and attributes are not
/// looked at: TLS guards the way, and where a proxy ends it the sum would come from the proxy.
package struct SQS: Sendable {
    private let client: ServiceClient
    private let clock: any WallClock

    package init(_ context: AWSContext) throws(EndpointFault) {
        client = try ServiceClient(.sqs, speaking: .json(version: "1.0"), in: context)
        clock = context.outside.clock
    }

    package init(at endpoint: AWSEndpoint, credentials: any CredentialProvider, outside: Outside) {
        client = ServiceClient(
            .sqs,
            speaking: .json(version: "1.0"),
            at: endpoint,
            credentials: credentials,
            outside: outside
        )
        clock = outside.clock
    }

    package func call<Call: SQSOperation>(
        _ operation: Call,
        deadline: Instant? = nil
    ) async throws(CallFailure) -> Call.Output {
        try await client.call(operation, of: Self.api, deadline: deadline)
    }

    /// Waits for messages as long as it is asked to, or as the deadline allows.
    ///
    /// A wait that the deadline cut short might have taken messages already, and nobody would see them before their
    /// visibility timeout is over. So the service is asked to wait no longer than leaves it time to answer, and is not
    /// asked a second time where the whole wait no longer fits: whoever polls will poll again.
    package func receiveMessage(
        _ poll: ReceiveMessage,
        deadline: Instant? = nil
    ) async throws(CallFailure) -> ReceiveMessage.Output {
        let end = deadline ?? clock.now + .seconds(poll.waitTimeSeconds) + Self.patience
        let spare = (end - clock.now - Self.timeToAnswer).components.seconds
        var poll = poll
        poll.waitTimeSeconds = min(poll.waitTimeSeconds, max(0, Int(spare)))
        let wait = Duration.seconds(poll.waitTimeSeconds)
        return try await client.call(poll, of: Self.api, isPolling: true, leastTime: wait, deadline: end)
    }

    private static let api = "AmazonSQS"
    /// What an answer may take beyond the wait.
    private static let timeToAnswer: Duration = .seconds(1)
    /// For a caller that has no deadline: an answer that is this late will not come.
    private static let patience: Duration = .seconds(10)
}
