import AWSClient
package import Time

/// Queues as Lambda polls them.
extension Queues: QueueSource {
    package func receive(
        from queue: ARN,
        atMost count: Int,
        until deadline: Instant
    ) async throws(ServiceFault) -> [QueuedMessage] {
        let hidden = try visibilityTimeout(of: queue)
        let wait = max(.zero, deadline - ground.clock.now)
        return try await receive(from: queue, atMost: count, visibility: hidden, wait: wait).map {
            QueuedMessage($0, hiddenUntil: ground.clock.now + hidden)
        }
    }

    package func delete(_ receiptHandles: [String], from queue: ARN) async throws(ServiceFault) {
        let queue = try self.queue(queue)
        for handle in receiptHandles {
            do throws(ServiceFault) {
                try queue.delete(handle, at: ground.clock.now)
            } catch {
                // Received anew meanwhile, or gone: whoever has it now answers for it.
                continue
            }
        }
        try await keep()
    }

    package func changeVisibility(
        of receiptHandles: [String],
        in queue: ARN,
        to duration: Duration
    ) async throws(ServiceFault) {
        for handle in receiptHandles { try await changeVisibility(of: handle, to: duration, in: queue) }
    }
}

extension QueuedMessage {
    fileprivate init(_ message: ReceivedMessage, hiddenUntil: Instant) {
        self.init(
            id: message.messageID,
            receiptHandle: message.receiptHandle,
            body: message.body,
            md5OfBody: message.bodyMD5,
            attributes: message.attributes,
            messageAttributes: message.messageAttributes.mapValues(DeliveryAttribute.init),
            md5OfMessageAttributes: message.messageAttributesMD5,
            hiddenUntil: hiddenUntil
        )
    }
}
