/// Carries out what a failure means for its message, before the host reports it.
package struct Settlement: Sendable {
    let function: String
    let control: any QueueControl

    /// Whether the message must come again; what was buried need not.
    func stays(_ message: QueueMessage, _ failure: StepFailure, _ context: InvocationContext) async -> Bool {
        do {
            switch failure {
            case .retry(let after, let fault):
                context.log.warn("a message waits for another try", facts(message, fault))
                try await control.hide(message, for: after ?? message.backOff)
                return true
            case .reject(let fault):
                context.log.error("a message was refused", facts(message, fault))
                try await control.bury(message, note: note(message, fault, context))
                return false
            }
        } catch {
            // Left as it is the message comes back by itself, only later; nothing is lost.
            context.log.error("the queue refused an order", facts(message, error.fault))
            return true
        }
    }

    private func note(_ message: QueueMessage, _ fault: Fault, _ context: InvocationContext) -> DeadLetterNote {
        DeadLetterNote(
            queue: message.queueARN,
            function: function,
            request: context.requestID,
            code: fault.code,
            message: fault.explanation,
            attempt: message.receiveCount,
            time: context.now
        )
    }

    private func facts(_ message: QueueMessage, _ fault: Fault) -> KeyValuePairs<String, LogValue> {
        [
            "message_id": .text(message.id),
            "queue": .text(message.queueARN),
            "attempt": .integer(message.receiveCount),
            "error": .of(fault),
        ]
    }
}

extension StepFailure {
    /// A message that was received and not handled.
    static func notReached(after delay: Duration = .zero) -> StepFailure {
        .retry(after: delay, Fault(.unavailable, "not-reached", "The batch ended before this message's turn."))
    }
}
