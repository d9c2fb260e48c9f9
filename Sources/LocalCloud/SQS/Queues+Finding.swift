import AWSClient
import Time

extension Queues {
    func arn(_ name: String) -> ARN { ground.place.arn("sqs", name) }

    /// Where a caller finds a queue: at the address that it called.
    func url(of queue: Queue, for request: CloudRequest) -> String {
        "\(request.endpoint)/\(ground.place.account)/\(queue.name)"
    }

    /// The queue at a URL, once the caller may do this to it and time has done its part.
    func queue(at url: String?, for request: CloudRequest, to action: String) throws(ServiceFault) -> Queue {
        guard let url, !url.isEmpty else { throw .missing("QueueUrl") }
        let parts = url.split(separator: "/")
        guard let name = parts.last, parts.count >= 2 else {
            throw .ofQueues("InvalidAddress", "The address \(url) is not valid for this endpoint.", isLegacy: false)
        }
        try ground.allow("sqs:\(action)", on: arn(String(name)), to: request.caller)
        guard parts[parts.count - 2] == ground.place.account else { throw .noSuchQueue }
        return try queue(String(name))
    }

    /// The queue of an ARN, with time having done its part.
    func queue(_ arn: ARN) throws(ServiceFault) -> Queue {
        guard arn == self.arn(arn.resource) else { throw .noSuchQueue }
        return try queue(arn.resource)
    }

    func queue(_ name: String) throws(ServiceFault) -> Queue {
        guard let queue = queues[name] else { throw .noSuchQueue }
        let now = ground.clock.now
        advanceMoves(to: now)
        queue.settle(at: now)
        return queue
    }

    func sources(of deadLetters: ARN) -> [Queue] {
        queues.values.filter { $0.attributes.redrive?.deadLetterTarget == deadLetters }.sorted { $0.name < $1.name }
    }

    func keepRow(of queue: Queue) {
        let row = QueueRow(
            attributes: queue.attributes.given,
            tags: queue.tags,
            createdAt: queue.createdAt,
            modifiedAt: queue.modifiedAt
        )
        ledger.put(row, at: queue.name, on: QueueShelf.queues)
    }

    /// All queues and messages as the journal has them.
    static func queues(in ground: Ground, _ ledger: Ledger) throws(ServiceFault) -> [String: Queue] {
        var queues: [String: Queue] = [:]
        let journal = ground.journal
        for (name, row) in try Ledger.rows(of: QueueShelf.queues, in: journal, as: QueueRow.self) {
            queues[name] = try Queue(name: name, arn: ground.place.arn("sqs", name), row: row, ledger: ledger)
        }
        var states: [String: MessageState] = [:]
        for (key, state) in try Ledger.rows(of: QueueShelf.states, in: journal, as: MessageState.self) {
            states[key] = state
        }
        for (key, content) in try Ledger.rows(of: QueueShelf.messages, in: journal, as: MessageContent.self) {
            let parts = key.split(separator: "/", maxSplits: 1)
            guard parts.count == 2, let number = Int64(parts[1]), let queue = queues[String(parts[0])] else { continue }
            queue.insert(StoredMessage(number: number, content: content, state: states[key] ?? MessageState()))
        }
        typealias Taken = Deduplications.Taken
        for (key, taken) in try Ledger.rows(of: QueueShelf.deduplications, in: journal, as: Taken.self) {
            queues[String(key.prefix { $0 != "/" })]?.deduplications.add(taken)
        }
        return queues
    }
}
