/// Each message by itself; groups keep their order and stop at their first failure.
package struct SingleWork<S: Step>: QueueWork where S.Event: Decodable {
    let step: S
    let atOnce: Int

    package func staying(
        of messages: [QueueMessage],
        _ settlement: Settlement,
        _ context: InvocationContext
    ) async -> [Int] {
        let staying = await sideBySide(lanes(of: messages), atMost: atOnce) { lane in
            await run(lane, messages, settlement, context)
        }
        return staying.flatMap { $0 }.sorted()
    }

    /// Indices that must run one after the other: a group's messages together, every other message alone.
    private func lanes(of messages: [QueueMessage]) -> [[Int]] {
        var lanes: [[Int]] = []
        var laneOfGroup: [String: Int] = [:]
        for (index, message) in messages.enumerated() {
            if let group = message.group, let lane = laneOfGroup[group] {
                lanes[lane].append(index)
            } else {
                if let group = message.group { laneOfGroup[group] = lanes.count }
                lanes.append([index])
            }
        }
        return lanes
    }

    private func run(
        _ lane: [Int],
        _ messages: [QueueMessage],
        _ settlement: Settlement,
        _ context: InvocationContext
    ) async -> [Int] {
        for (position, index) in lane.enumerated() {
            guard let failure = await failure(of: messages[index], context),
                await settlement.stays(messages[index], failure, context)
            else { continue }
            // What follows in the group rests as long as what it waits for: then all come back in order.
            let delay = failure.delay ?? messages[index].backOff
            for later in lane[(position + 1)...] {
                _ = await settlement.stays(messages[later], .notReached(after: delay), context)
            }
            return Array(lane[position...])
        }
        return []
    }

    private func failure(of message: QueueMessage, _ context: InvocationContext) async -> StepFailure? {
        guard context.remaining > .zero else { return .notReached() }
        var context = context
        context.attempts = [message.receiveCount]
        do {
            _ = try await step.handle(try decoded(S.Event.self, from: message.content), context: context)
            return nil
        } catch {
            return error
        }
    }
}

extension StepFailure {
    fileprivate var delay: Duration? {
        switch self {
        case .retry(let after, _): after
        case .reject: nil
        }
    }
}
