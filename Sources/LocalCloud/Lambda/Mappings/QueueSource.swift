package import Time

/// Queues as an event-source mapping uses them, each named by its ARN.
package protocol QueueSource: Sendable {
    /// Takes up to ten messages and hides them for the queue's visibility timeout.
    ///
    /// It waits until there is at least one, or until the deadline, and gives none then. Where the task is cancelled it
    /// gives what it has taken, or nothing: no message is lost. A FIFO queue gives a group's messages in their order,
    /// and none of a group of which one is hidden.
    func receive(from queue: ARN, atMost count: Int, until deadline: Instant) async throws(ServiceFault)
        -> [QueuedMessage]

    /// Deletes messages by their receipts; one that is gone or was received anew is passed over.
    func delete(_ receiptHandles: [String], from queue: ARN) async throws(ServiceFault)

    /// Hides messages for that long from now; zero gives them back.
    func changeVisibility(of receiptHandles: [String], in queue: ARN, to duration: Duration)
        async throws(ServiceFault)
}

/// A message as a consumer receives it.
package struct QueuedMessage: Sendable {
    package let id: String
    package let receiptHandle: String
    package let body: String
    package let md5OfBody: String
    /// The queue's own, `ApproximateReceiveCount` and the like, as text.
    package let attributes: [String: String]
    package let messageAttributes: [String: DeliveryAttribute]
    package let md5OfMessageAttributes: String?
    /// When it will be seen again by others.
    package let hiddenUntil: Instant

    package init(
        id: String,
        receiptHandle: String,
        body: String,
        md5OfBody: String,
        attributes: [String: String],
        messageAttributes: [String: DeliveryAttribute] = [:],
        md5OfMessageAttributes: String? = nil,
        hiddenUntil: Instant
    ) {
        self.id = id
        self.receiptHandle = receiptHandle
        self.body = body
        self.md5OfBody = md5OfBody
        self.attributes = attributes
        self.messageAttributes = messageAttributes
        self.md5OfMessageAttributes = md5OfMessageAttributes
        self.hiddenUntil = hiddenUntil
    }
}
