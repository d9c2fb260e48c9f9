package import AWSClient
package import Domain
package import Ports
package import Time

/// Asks SQS how long the engines' queues are.
package struct SQSEngineQueues: EngineQueues {
    private let sqs: SQS
    private let prefix: String
    private var deadline: Instant?

    /// An engine's queue is `prefix` and the engine's name.
    package init(_ sqs: SQS, prefix: String) {
        self.sqs = sqs
        self.prefix = prefix
    }

    package func until(_ deadline: Instant) -> Self {
        var port = self
        port.deadline = deadline
        return port
    }

    package func waiting(for engine: EngineName) async throws(PortError) -> Int {
        let call = GetQueueAttributes(queueUrl: "\(prefix)\(engine)", attributeNames: Self.counts)
        do throws(CallFailure) {
            let attributes = try await sqs.call(call, deadline: deadline).attributes ?? [:]
            return Self.counts.reduce(0) { $0 + (attributes[$1].flatMap { Int($0) } ?? 0) }
        } catch {
            // An engine without a queue is not deployed: nothing waits for it.
            if error.code?.hasSuffix("NonExistentQueue") == true || error.code?.hasSuffix("QueueDoesNotExist") == true {
                return 0
            }
            throw PortError(error)
        }
    }

    private static let counts = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
}
