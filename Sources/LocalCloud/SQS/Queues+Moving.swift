import AWSClient
import Time

extension Queues {
    /// When the next message may be moved by any task.
    var nextMove: Instant? {
        moves.values.compactMap { $0.last }.filter { $0.status == .running }.map(\.nextDue).min()
    }

    /// Does what tasks would have done by now: they run by the clock, and nobody can tell when but who looks.
    func advanceMoves(to now: Instant) {
        guard !moves.isEmpty else { return }
        for name in moves.keys.sorted() {
            guard var task = moves[name]?.last, task.isDue(at: now) else { continue }
            queues[name]?.settle(at: now)
            while task.isDue(at: now) { move(by: &task, from: name, at: now) }
            replaceLastMove(of: name, by: task)
        }
    }

    func replaceLastMove(of name: String, by task: MoveTask) {
        let last = (moves[name]?.count ?? 0) - 1
        guard last >= 0 else { return }
        moves[name]?[last] = task
        ledger.put(task, at: "\(name)/\(task.id)", on: QueueShelf.moves)
    }

    /// Moves one message, or ends the task.
    private func move(by task: inout MoveTask, from name: String, at now: Instant) {
        guard let source = queues[name] else {
            task.fail("AWS.SimpleQueueService.NonExistentQueue")
            return
        }
        guard let number = source.line.first, number <= task.lastNumber, let message = source.messages[number] else {
            task.status = .completed
            return
        }
        guard let target = task.destination ?? message.content.deadLetterSource else {
            task.fail("CouldNotDetermineMessageSource")
            return
        }
        guard let other = ARN(target).flatMap({ queues[$0.resource] }) else {
            task.fail("AWS.SimpleQueueService.NonExistentQueue")
            return
        }
        source.remove(number)
        var content = message.content
        // To its readers it is a new message: another id, its age and its receives begin anew.
        content.id = ground.newID()
        content.sentAt = now
        content.deadLetterSource = nil
        other.adopt(content, state: MessageState(), at: now)
        task.moved += 1
    }
}

extension MoveTask {
    fileprivate mutating func fail(_ reason: String) {
        status = .failed
        failureReason = reason
    }
}
