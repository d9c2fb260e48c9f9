import Events

/// Hands a queue's messages to a step, and answers which of them stay in the queue.
package struct QueueFront<Work: QueueWork>: Handler {
    private let work: Work
    private let settlement: Settlement

    /// One message at a time reaches the step; up to `atOnce` of them side by side, but never two of one group.
    package init<S: Step>(_ step: S, function: String, control: any QueueControl, atOnce: Int = 10)
    where Work == SingleWork<S> {
        work = SingleWork(step: step, atOnce: max(1, atOnce))
        settlement = Settlement(function: function, control: control)
    }

    /// The whole batch reaches the step in one call.
    package init<S: BatchStep>(batch step: S, function: String, control: any QueueControl)
    where Work == BatchWork<S> {
        work = BatchWork(step: step)
        settlement = Settlement(function: function, control: control)
    }

    package func handle(_ event: EventBytes, context: InvocationContext) async throws(StepFailure) -> Reply {
        let messages = try decoded(SQSEvent.self, from: event.bytes).records.map(QueueMessage.init)
        let staying = await work.staying(of: messages, settlement, context)
        let failures = staying.map { SQSBatchResponse.Failure(itemIdentifier: messages[$0].id) }
        return .bytes(try encoded(SQSBatchResponse(batchItemFailures: failures)))
    }
}

/// How a batch of messages reaches a step.
package protocol QueueWork: Sendable {
    /// Handles and settles them all; answers with the indices, in order, of those that stay in the queue.
    func staying(of messages: [QueueMessage], _ settlement: Settlement, _ context: InvocationContext) async -> [Int]
}
