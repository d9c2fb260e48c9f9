import AWSClient
import Time

struct QueueAddress: Encodable {
    let queueUrl: String

    private enum CodingKeys: String, CodingKey { case queueUrl = "QueueUrl" }
}

struct CreateQueue: JSONCall {
    let name: String?
    let attributes: [String: String]?
    let tags: [String: String]?

    private enum CodingKeys: String, CodingKey {
        case name = "QueueName"
        case attributes = "Attributes"
        case tags
    }

    /// A name is free again a minute after its queue was deleted.
    static let rest: Duration = .seconds(60)

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> QueueAddress {
        guard let name else { throw .missing("QueueName") }
        try part.ground.allow("sqs:CreateQueue", on: part.arn(name), to: request.caller)
        var given = attributes ?? [:]
        try Self.check(name, isFIFO: given["FifoQueue"] != nil)
        let now = part.ground.clock.now
        if let existing = part.queues[name] {
            let wanted = try QueueAttributes(given, isFIFO: existing.isFIFO)
            if let different = existing.attributes.difference(from: wanted, in: given) {
                throw ServiceFault(
                    "QueueNameExists",
                    "A queue already exists with the same name and a different value for attribute \(different)",
                    queryCode: "QueueAlreadyExists"
                )
            }
            return QueueAddress(queueUrl: part.url(of: existing, for: request))
        }
        if let deleted = part.deletions[name], now - deleted < Self.rest {
            throw .ofQueues(
                "QueueDeletedRecently",
                "You must wait 60 seconds after deleting a queue before you can create another with the same name."
            )
        }
        given = given.filter { !$0.value.isEmpty }
        let row = QueueRow(attributes: given, tags: tags ?? [:], createdAt: now, modifiedAt: now)
        let queue = try Queue(name: name, arn: part.arn(name), row: row, ledger: part.ledger)
        try part.checkTags(queue.tags)
        try part.checkRedrive(queue.attributes, of: queue.arn, given["RedrivePolicy"])
        part.queues[name] = queue
        part.deletions[name] = nil
        part.keepRow(of: queue)
        try await part.keep()
        return QueueAddress(queueUrl: part.url(of: queue, for: request))
    }

    private static func check(_ name: String, isFIFO: Bool) throws(ServiceFault) {
        let isNamedFIFO = name.hasSuffix(Queue.suffixOfFIFO)
        let stem = isNamedFIFO && isFIFO ? name.dropLast(Queue.suffixOfFIFO.count) : name[...]
        if isFIFO, !isNamedFIFO {
            throw .invalidParameter(
                "The name of a FIFO queue can only include alphanumeric characters, hyphens, or "
                    + "underscores, must end with .fifo suffix and be 1 to 80 in length"
            )
        }
        guard !stem.isEmpty, name.utf8.count <= 80, MessageRules.isName(stem, with: "-_") else {
            throw .invalidParameter(
                "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in "
                    + "length"
            )
        }
    }
}

struct DeleteQueue: JSONCall {
    let queueUrl: String?

    private enum CodingKeys: String, CodingKey { case queueUrl = "QueueUrl" }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> Nothing {
        let queue = try part.queue(at: queueUrl, for: request, to: "DeleteQueue")
        queue.removeAll()
        queue.forgetDeduplications()
        for task in part.moves.removeValue(forKey: queue.name) ?? [] {
            part.ledger.remove("\(queue.name)/\(task.id)", from: QueueShelf.moves)
        }
        part.queues[queue.name] = nil
        part.ledger.remove(queue.name, from: QueueShelf.queues)
        let now = part.ground.clock.now
        part.deletions = part.deletions.filter { now - $0.value < CreateQueue.rest }
        part.deletions[queue.name] = now
        // Who waits at it learns that there is no such queue.
        queue.bell.ring()
        try await part.keep()
        return Nothing()
    }
}

struct PurgeQueue: JSONCall {
    let queueUrl: String?

    private enum CodingKeys: String, CodingKey { case queueUrl = "QueueUrl" }

    /// AWS takes one purge a minute.
    private static let rest: Duration = .seconds(60)

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> Nothing {
        let queue = try part.queue(at: queueUrl, for: request, to: "PurgeQueue")
        let now = part.ground.clock.now
        if let last = queue.purgedAt, now - last < Self.rest {
            throw ServiceFault(
                "PurgeQueueInProgress",
                "Only one PurgeQueue operation on \(queue.name) is allowed every 60 seconds.",
                status: 403,
                queryCode: "AWS.SimpleQueueService.PurgeQueueInProgress"
            )
        }
        queue.purgedAt = now
        queue.removeAll()
        try await part.keep()
        return Nothing()
    }
}

struct GetQueueUrl: JSONCall {
    let name: String?
    let owner: String?

    private enum CodingKeys: String, CodingKey {
        case name = "QueueName"
        case owner = "QueueOwnerAWSAccountId"
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> QueueAddress {
        guard let name else { throw .missing("QueueName") }
        try part.ground.allow("sqs:GetQueueUrl", on: part.arn(name), to: request.caller)
        guard owner == nil || owner == part.ground.place.account else { throw .noSuchQueue }
        return QueueAddress(queueUrl: part.url(of: try part.queue(name), for: request))
    }
}
