/// All messages in one call of a batch step.
///
/// What cannot be read is refused before, and does not reach it.
package struct BatchWork<S: BatchStep>: QueueWork {
    let step: S

    package func staying(
        of messages: [QueueMessage],
        _ settlement: Settlement,
        _ context: InvocationContext
    ) async -> [Int] {
        var staying: [Int] = []
        var stopped: Set<String> = []
        for (index, outcome) in await outcomes(of: messages, context).enumerated() {
            let message = messages[index]
            let failure: StepFailure
            switch outcome {
            case _ where message.group.map(stopped.contains) == true: failure = .notReached(after: message.backOff)
            case .failure(let reason): failure = reason
            case .success: continue
            }
            guard await settlement.stays(message, failure, context) else { continue }
            staying.append(index)
            if let group = message.group { stopped.insert(group) }
        }
        return staying
    }

    private func outcomes(
        of messages: [QueueMessage],
        _ context: InvocationContext
    ) async -> [Result<Void, StepFailure>] {
        var outcomes = [Result<Void, StepFailure>](repeating: .failure(.notReached()), count: messages.count)
        var events: [S.Event] = []
        var indices: [Int] = []
        for (index, message) in messages.enumerated() {
            do throws(StepFailure) {
                events.append(try decoded(S.Event.self, from: message.content))
                indices.append(index)
            } catch {
                outcomes[index] = .failure(error)
            }
        }
        guard !events.isEmpty else { return outcomes }
        var context = context
        context.attempts = indices.map { messages[$0].receiveCount }
        // A step that answers for fewer than it was given has not handled the rest.
        for (index, outcome) in zip(indices, await step.handle(events, context: context)) { outcomes[index] = outcome }
        return outcomes
    }
}
