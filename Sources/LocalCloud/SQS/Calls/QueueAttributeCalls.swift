import AWSClient
import Time

struct GetQueueAttributes: JSONCall {
    let queueUrl: String?
    let names: [String]?

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
        case names = "AttributeNames"
    }

    struct Result: Encodable {
        let attributes: [String: String]?

        private enum CodingKeys: String, CodingKey { case attributes = "Attributes" }
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> Result {
        let queue = try part.queue(at: queueUrl, for: request, to: "GetQueueAttributes")
        let names = names ?? []
        let all = queue.told
        let known = QueueAttributes.settable.union(all.keys).union(["All"])
        if let unknown = names.first(where: { !known.contains($0) }) { throw .unknownAttribute(unknown) }
        let asked = names.contains("All") ? all : all.filter { names.contains($0.key) }
        // Time did its part when the queue was looked for.
        try await part.keep()
        return Result(attributes: asked.isEmpty ? nil : asked)
    }
}

struct SetQueueAttributes: JSONCall {
    let queueUrl: String?
    let attributes: [String: String]?

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
        case attributes = "Attributes"
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> Nothing {
        let queue = try part.queue(at: queueUrl, for: request, to: "SetQueueAttributes")
        guard let attributes else { throw .missing("Attributes") }
        if let type = attributes["FifoQueue"], !queue.isFIFO || type != "true" { throw .invalidAttribute("FifoQueue") }
        var changed = queue.attributes
        try changed.set(attributes)
        try part.checkRedrive(changed, of: queue.arn, attributes["RedrivePolicy"])
        queue.attributes = changed
        queue.modifiedAt = part.ground.clock.now
        part.keepRow(of: queue)
        try await part.keep()
        return Nothing()
    }
}

extension Queue {
    /// Everything that GetQueueAttributes can tell; the counts are exact here.
    fileprivate var told: [String: String] {
        attributes.told.merging([
            "QueueArn": arn.description,
            "ApproximateNumberOfMessages": "\(visibleCount)",
            "ApproximateNumberOfMessagesNotVisible": "\(inFlightCount)",
            "ApproximateNumberOfMessagesDelayed": "\(delayedCount)",
            "CreatedTimestamp": "\(createdAt.secondsSinceEpoch)",
            "LastModifiedTimestamp": "\(modifiedAt.secondsSinceEpoch)",
        ]) { $1 }
    }
}

extension Queues {
    /// Whether the queue that a policy names is there, of the same kind, and lets this one in.
    func checkRedrive(_ attributes: QueueAttributes, of source: ARN, _ text: String?) throws(ServiceFault) {
        guard let text, let target = attributes.redrive?.deadLetterTarget else { return }
        guard let queue = queues[target.resource], queue.arn == target else {
            throw .invalid(text, for: "RedrivePolicy", "Dead letter target does not exist.")
        }
        guard target != source else {
            throw .invalid(text, for: "RedrivePolicy", "Dead letter target cannot be the source queue itself.")
        }
        guard queue.isFIFO == attributes.isFIFO else {
            throw .invalid(
                text,
                for: "RedrivePolicy",
                "Dead-letter queue must be same type of queue as the source."
            )
        }
        guard queue.attributes.redriveAllow?.allows(source) ?? true else {
            throw .invalid(text, for: "RedrivePolicy", "The dead-letter queue does not allow this source queue.")
        }
    }
}
