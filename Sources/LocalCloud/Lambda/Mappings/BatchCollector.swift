import Time

/// Gathers messages until a batch is full, or has waited for as long as the mapping says.
struct BatchCollector {
    private let mapped: MappedQueue
    private let queues: any QueueSource
    private let clock: any WallClock
    private let witness: any Witness
    /// What did not fit into the batch before.
    private var left: [QueuedMessage] = []

    /// As long as SQS lets a receiver wait.
    private static let longestPoll = Duration.seconds(20)
    private static let mostAtOnce = 10

    init(_ mapped: MappedQueue, _ queues: any QueueSource, on ground: Ground) {
        self.mapped = mapped
        self.queues = queues
        clock = ground.clock
        witness = ground.witness
    }

    /// The next batch; empty where nothing came, or where the mapping was switched off meanwhile.
    mutating func next(unless switched: Promise<Bool>) async throws(ServiceFault) -> QueueBatch {
        var batch = QueueBatch()
        take(left, into: &batch)
        var deadline = clock.now + (batch.messages.isEmpty ? Self.longestPoll : mapped.mapping.window)
        while left.isEmpty, case let room = mapped.mapping.batchSize - batch.messages.count, room > 0 {
            if !batch.messages.isEmpty, clock.now >= deadline { break }
            let count = min(room, Self.mostAtOnce)
            let received = try await received(atMost: count, until: deadline, unless: switched)
            witness.saw(.polled(mapped.mapping.queue, messages: received.count))
            let matching = try await matching(received)
            // The window opens with the first message that counts.
            if batch.messages.isEmpty { deadline = clock.now + mapped.mapping.window }
            take(matching, into: &batch)
            if received.isEmpty || !mapped.isEnabled { break }
            if batch.messages.isEmpty { deadline = clock.now + Self.longestPoll }
        }
        return batch
    }

    private mutating func take(_ messages: [QueuedMessage], into batch: inout QueueBatch) {
        let queue = mapped.mapping.queue
        let fitting = messages.prefix { batch.add($0, from: queue) }
        left = Array(messages.dropFirst(fitting.count))
    }

    /// Receives, and gives up waiting as soon as the mapping is switched off.
    private func received(
        atMost count: Int,
        until deadline: Instant,
        unless switched: Promise<Bool>
    ) async throws(ServiceFault) -> [QueuedMessage] {
        let (queues, queue) = (queues, mapped.mapping.queue)
        let result = await withTaskGroup(of: Result<[QueuedMessage], ServiceFault>?.self) { group in
            group.addTask {
                do throws(ServiceFault) {
                    return .success(try await queues.receive(from: queue, atMost: count, until: deadline))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                _ = await switched.value()
                return nil
            }
            var received: Result<[QueuedMessage], ServiceFault> = .success([])
            // Whichever ends first ends the other; what was received in the same moment counts.
            for await result in group {
                if let result { received = result }
                group.cancelAll()
            }
            return received
        }
        return try result.get()
    }

    /// What no filter lets through is deleted, as Lambda does it.
    private func matching(_ received: [QueuedMessage]) async throws(ServiceFault) -> [QueuedMessage] {
        let matching = received.filter { mapped.filter.matches($0) }
        guard matching.count < received.count else { return received }
        let refused = received.filter { !mapped.filter.matches($0) }
        try await queues.delete(refused.map(\.receiptHandle), from: mapped.mapping.queue)
        return matching
    }
}
