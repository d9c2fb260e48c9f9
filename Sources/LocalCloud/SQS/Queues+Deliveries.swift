import AWSClient
import Time

/// What the other parts of the cloud do with queues, without a request.
extension Queues: Recipient {
    package func take(_ delivery: Delivery) async throws(ServiceFault) {
        let queue = try queue(delivery.target)
        let draft = MessageDraft(
            body: delivery.body,
            attributes: delivery.attributes.mapValues { MessageAttributeValue($0) },
            senderID: ground.place.account,
            messageGroupID: delivery.groupID,
            messageDeduplicationID: queue.isFIFO ? delivery.deduplicationID : nil
        )
        sawSent(try queue.send(draft, id: ground.newID, at: ground.clock.now), to: queue)
        try await keep()
    }
}

extension Queues {
    /// Receives with all attributes, as a function's event has them; waits at most so long, and not at all for nought.
    ///
    /// A cancelled task receives nothing.
    package func receive(
        from arn: ARN,
        atMost limit: Int,
        visibility: Duration? = nil,
        wait: Duration = .zero
    ) async throws(ServiceFault) -> [ReceivedMessage] {
        let name = try queue(arn).name
        let order = ReceiveOrder(limit: limit, visibility: visibility, wait: wait)
        let taken = try await receive(order, from: name)
        return taken.map { ReceivedMessage($0, of: name, attributes: ["All"], systemAttributes: ["All"]) }
    }

    package func delete(_ receiptHandle: String, from arn: ARN) async throws(ServiceFault) {
        try queue(arn).delete(receiptHandle, at: ground.clock.now)
        try await keep()
    }

    /// Nought gives the message back at once.
    package func changeVisibility(
        of receiptHandle: String,
        to timeout: Duration,
        in arn: ARN
    ) async throws(ServiceFault) {
        try queue(arn).changeVisibility(receiptHandle, to: timeout, at: ground.clock.now)
        try await keep()
    }

    /// What lies beside the bodies in a queue, by the messages' ids; looking at it is no receive.
    func messageAttributes(in arn: ARN) -> [String: [String: MessageAttributeValue]] {
        let contents = (queues[arn.resource]?.messages.values).map { $0.map(\.content) } ?? []
        return Dictionary(contents.map { ($0.id, $0.attributes) }) { first, _ in first }
    }

    /// How long the queue itself hides what is received.
    package func visibilityTimeout(of arn: ARN) throws(ServiceFault) -> Duration {
        try queue(arn).attributes.visibilityTimeout
    }

    /// How much has been moved about in a queue so far, by which a test tells a look-up from a scan.
    package func steps(of arn: ARN) throws(ServiceFault) -> Int { try queue(arn).steps }
}

extension MessageAttributeValue {
    init(_ attribute: DeliveryAttribute) {
        switch attribute.value {
        case .text(let text): self.init(dataType: attribute.type, .text(text))
        case .bytes(let bytes): self.init(dataType: attribute.type, .binary(bytes))
        }
    }
}
