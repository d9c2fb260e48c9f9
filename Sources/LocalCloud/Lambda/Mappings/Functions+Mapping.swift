import JSON
import Time

extension Functions {
    /// Carries a queue's messages to its function, until it is cancelled.
    nonisolated func serve(_ mapped: MappedQueue) async {
        guard let queues else { return }
        await withDiscardingTaskGroup { group in
            var collector = BatchCollector(mapped, queues, on: ground)
            while !Task.isCancelled {
                let switched = mapped.switched
                guard mapped.isEnabled else {
                    _ = await switched.value()
                    continue
                }
                guard await mapped.takeSlot() else { return }
                let batch: QueueBatch
                do throws(ServiceFault) {
                    batch = try await collector.next(unless: switched)
                } catch {
                    mapped.freeSlot()
                    log(mapped, "Receiving failed: \(error.code): \(error.message)")
                    guard await rest(Self.restAfterFault) else { return }
                    continue
                }
                guard !batch.messages.isEmpty else {
                    mapped.freeSlot()
                    continue
                }
                group.addTask {
                    await self.carry(batch, of: mapped, queues)
                    mapped.freeSlot()
                }
            }
        }
    }

    private nonisolated func carry(_ batch: QueueBatch, of mapped: MappedQueue, _ queues: any QueueSource) async {
        guard let finished = await run(batch, of: mapped) else { return }
        let verdict: BatchVerdict =
            switch finished.run.outcome {
            case .answered(let answer) where mapped.mapping.reportsItemFailures:
                BatchVerdict(reported: answer.bytes, of: batch.messages)
            case .answered: .allDone
            case .failed, .timedOut, .crashed, .outOfMemory, .initFailed, .responseTooLarge, .noProgram:
                .noneDone(reason: "the function failed")
            }
        let done: [QueuedMessage]
        switch verdict {
        case .allDone: done = batch.messages
        case .failed(let ids): done = batch.messages.filter { !ids.contains($0.id) }
        case .noneDone(let reason):
            return log(mapped, "\(batch.messages.count) messages stay in \(mapped.mapping.queue): \(reason)")
        }
        guard !done.isEmpty else { return }
        do throws(ServiceFault) {
            try await queues.delete(done.map(\.receiptHandle), from: mapped.mapping.queue)
        } catch {
            log(mapped, "Deleting failed: \(error.code): \(error.message)")
        }
    }

    /// What the function said; nil where it may not run for as long as the messages are hidden.
    private nonisolated func run(_ batch: QueueBatch, of mapped: MappedQueue) async -> FinishedCall? {
        let mapping = mapped.mapping
        let reference = FunctionReference(name: mapping.function, qualifier: mapping.qualifier)
        var pause = Duration.seconds(1)
        while true {
            do throws(ServiceFault) {
                var call = FunctionCall(requestID: ground.newID(), payload: batch.event)
                call.messages = batch.messages.map(\.id)
                return try await run(call, of: reference)
            } catch {
                guard error.isThrottling, ground.clock.now + pause < batch.hiddenUntil, await rest(pause) else {
                    log(mapped, "\(batch.messages.count) messages stay in \(mapping.queue): \(error.message)")
                    return nil
                }
            }
            pause = min(pause * 2, Self.longestPause)
        }
    }

    private nonisolated func rest(_ duration: Duration) async -> Bool {
        do {
            try await ground.clock.sleep(for: duration)
            return true
        } catch {
            return false
        }
    }

    private nonisolated func log(_ mapped: MappedQueue, _ words: String) {
        functions[mapped.mapping.function]?.log.write(Array("Mapping \(mapped.mapping.id): \(words)\n".utf8))
    }

    /// A queue that is not there may come, and is asked again after a while.
    private static let restAfterFault = Duration.seconds(5)
    /// Between attempts for a function that has all its concurrency in use.
    private static let longestPause = Duration.seconds(30)
}
