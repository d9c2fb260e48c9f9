import AWSClient
import Time

struct ReceiveMessage: JSONCall {
    let queueUrl: String?
    let limit: Int?
    let visibilityTimeout: Int?
    let waitTimeSeconds: Int?
    let attemptID: String?
    let attributeNames: [String]?
    let systemAttributeNames: [String]?
    let messageAttributeNames: [String]?

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
        case limit = "MaxNumberOfMessages"
        case visibilityTimeout = "VisibilityTimeout"
        case waitTimeSeconds = "WaitTimeSeconds"
        case attemptID = "ReceiveRequestAttemptId"
        // The older name of the next.
        case attributeNames = "AttributeNames"
        case systemAttributeNames = "MessageSystemAttributeNames"
        case messageAttributeNames = "MessageAttributeNames"
    }

    struct Result: Encodable {
        let messages: [ReceivedMessage]?

        private enum CodingKeys: String, CodingKey { case messages = "Messages" }
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> Result {
        let queue = try part.queue(at: queueUrl, for: request, to: "ReceiveMessage")
        let name = queue.name
        let system = Set((attributeNames ?? []) + (systemAttributeNames ?? []))
        if let unknown = system.sorted().first(where: { !ReceivedMessage.systemAttributes.contains($0) }) {
            throw .unknownAttribute(unknown)
        }
        let taken = try await part.receive(try order(of: queue), from: name)
        let names = messageAttributeNames ?? []
        let messages = taken.map { ReceivedMessage($0, of: name, attributes: names, systemAttributes: system) }
        return Result(messages: messages.isEmpty ? nil : messages)
    }

    private func order(of queue: Queue) throws(ServiceFault) -> ReceiveOrder {
        try Self.check(limit, 1...10, "MaxNumberOfMessages", "Must be between 1 and 10, if provided.")
        try Self.check(visibilityTimeout, 0...43_200, "VisibilityTimeout", "Must be >= 0 and <= 43200, if provided.")
        try Self.check(waitTimeSeconds, 0...20, "WaitTimeSeconds", "Must be >= 0 and <= 20, if provided.")
        if let attemptID {
            guard queue.isFIFO else {
                throw .invalid(
                    attemptID,
                    for: "ReceiveRequestAttemptId",
                    "The request include parameter that is not valid for this queue type"
                )
            }
            try MessageRules.check(id: attemptID, "ReceiveRequestAttemptId")
        }
        return ReceiveOrder(
            limit: limit ?? 1,
            visibility: visibilityTimeout.map { .seconds($0) },
            wait: waitTimeSeconds.map { .seconds($0) },
            attemptID: attemptID
        )
    }

    private static func check(_ value: Int?, _ range: ClosedRange<Int>, _ name: String, _ reason: String)
        throws(ServiceFault)
    {
        if let value, !range.contains(value) { throw .invalid(value, for: name, reason) }
    }
}
