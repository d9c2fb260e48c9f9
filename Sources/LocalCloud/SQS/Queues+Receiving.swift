import AWSClient
import Time

extension Queues {
    /// Receives at once, or as soon as something comes within the wait.
    ///
    /// Who is no longer there takes nothing: it would be hidden from everybody until its visibility timeout is over.
    func receive(_ order: ReceiveOrder, from name: String) async throws(ServiceFault) -> [StoredMessage] {
        let usual = try queue(name).attributes.wait
        let wait = order.wait ?? usual
        let end = ground.clock.now + wait
        while !Task.isCancelled {
            let queue = try self.queue(name)
            let rings = queue.bell.rings
            let now = ground.clock.now
            let taken = queue.take(order, at: now) { giveUp($0, of: queue, at: now) }
            if !taken.isEmpty || now >= end {
                if taken.isEmpty, wait == .zero, !queue.isFIFO, queue.inFlightCount >= Queue.mostInFlight {
                    throw ServiceFault(
                        "OverLimit",
                        "Too many messages are in flight in the queue.",
                        status: 403,
                        queryCode: "OverLimit"
                    )
                }
                try await keep()
                return taken
            }
            let due = min(end, queue.nextDue ?? end, nextMove ?? end)
            await queue.bell.wait(past: rings, until: due, by: ground.clock)
        }
        return []
    }

    /// Hands a message to the dead-letter queue; where that is gone, the message stays.
    private func giveUp(_ message: StoredMessage, of queue: Queue, at now: Instant) -> Bool {
        guard let target = queue.attributes.redrive?.deadLetterTarget, let other = queues[target.resource] else {
            return false
        }
        var content = message.content
        content.deadLetterSource = queue.arn.description
        // A FIFO queue counts the age of a message from when it came to it, a standard queue from when it was sent.
        if other.isFIFO { content.sentAt = now }
        var state = message.state
        state.phase = .ready
        state.receivesHere = 0
        other.adopt(content, state: state, at: now)
        if ground.witness.isLooking {
            ground.witness.saw(.deadLetter(id: content.id, from: queue.arn, to: other.arn))
        }
        return true
    }

    func sawSent(_ sent: Queue.Sent, to queue: Queue) {
        guard ground.witness.isLooking else { return }
        ground.witness.saw(.message(id: sent.messageID, queue: queue.arn, cause: Causation.invocation))
    }
}
