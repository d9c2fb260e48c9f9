import AWSClient
import Encoding
import JSON
import Time

struct StartMessageMoveTask: JSONCall {
    let source: String?
    let destination: String?
    let rate: Int?

    private enum CodingKeys: String, CodingKey {
        case source = "SourceArn"
        case destination = "DestinationArn"
        case rate = "MaxNumberOfMessagesPerSecond"
    }

    struct Result: Encodable {
        let taskHandle: String

        private enum CodingKeys: String, CodingKey { case taskHandle = "TaskHandle" }
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> Result {
        let queue = try part.deadLetterQueue(source, for: request, to: "StartMessageMoveTask")
        if let rate, !(1...500).contains(rate) {
            throw .invalid(rate, for: "MaxNumberOfMessagesPerSecond", "Must be between 1 and 500, if provided.")
        }
        if let destination {
            guard let arn = ARN(destination), let target = part.queues[arn.resource], target.arn == arn else {
                throw .resourceNotFound(
                    "The resource that you specified for the DestinationArn parameter doesn't exist."
                )
            }
            guard arn != queue.arn else {
                throw .invalidParameter("Source queue arn and destination queue arn cannot be the same.")
            }
            guard target.isFIFO == queue.isFIFO else {
                throw .invalidParameter("Source queue and destination queue must be of the same type.")
            }
            try part.ground.allow("sqs:SendMessage", on: arn, to: request.caller)
        }
        guard !part.sources(of: queue.arn).isEmpty else {
            throw .invalidParameter("Source queue must be configured as a Dead Letter Queue.")
        }
        guard part.moves[queue.name]?.last?.status != .running else {
            throw .ofQueues(
                "UnsupportedOperation",
                "There is already a task running. Only one active task is allowed for a source queue arn at a given "
                    + "time."
            )
        }
        let task = part.startMove(from: queue, to: destination, rate: rate)
        try await part.keep()
        return Result(taskHandle: task.handle)
    }
}

struct ListMessageMoveTasks: JSONCall {
    let source: String?
    let maxResults: Int?

    private enum CodingKeys: String, CodingKey {
        case source = "SourceArn"
        case maxResults = "MaxResults"
    }

    struct Result: Encodable {
        let results: [MoveTaskEntry]

        private enum CodingKeys: String, CodingKey { case results = "Results" }
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> Result {
        let queue = try part.deadLetterQueue(source, for: request, to: "ListMessageMoveTasks")
        let limit = maxResults ?? 1
        guard (1...Queues.mostMovesKept).contains(limit) else {
            throw .invalid(limit, for: "MaxResults", "Must be between 1 and 10, if provided.")
        }
        try await part.keep()
        return Result(results: (part.moves[queue.name] ?? []).reversed().prefix(limit).map { MoveTaskEntry($0) })
    }
}

struct CancelMessageMoveTask: JSONCall {
    let handle: String?

    private enum CodingKeys: String, CodingKey { case handle = "TaskHandle" }

    struct Result: Encodable {
        let moved: Int

        private enum CodingKeys: String, CodingKey { case moved = "ApproximateNumberOfMessagesMoved" }
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> Result {
        guard let handle else { throw .missing("TaskHandle") }
        guard let source = Self.source(of: handle) else {
            throw .invalidParameter("Value for parameter TaskHandle is invalid.")
        }
        let queue = try part.deadLetterQueue(source, for: request, to: "CancelMessageMoveTask")
        guard let task = part.moves[queue.name]?.first(where: { $0.handle == handle }) else {
            throw .resourceNotFound("Task does not exist.")
        }
        guard var running = part.moves[queue.name]?.last, running.id == task.id, running.status == .running else {
            throw .ofQueues("UnsupportedOperation", "Only active tasks can be cancelled.")
        }
        running.status = .cancelled
        part.replaceLastMove(of: queue.name, by: running)
        try await part.keep()
        return Result(moved: running.moved)
    }

    private static func source(of handle: String) -> String? {
        guard let text = Base64.decode(handle) else { return nil }
        do throws(JSONError) {
            return try JSONValue(parsing: text)["sourceArn"]?.string
        } catch {
            return nil
        }
    }
}

/// A task as it is listed: its handle only while it can be cancelled.
struct MoveTaskEntry: Encodable {
    let task: MoveTask

    init(_ task: MoveTask) {
        self.task = task
    }

    private enum CodingKeys: String, CodingKey {
        case handle = "TaskHandle"
        case status = "Status"
        case source = "SourceArn"
        case destination = "DestinationArn"
        case rate = "MaxNumberOfMessagesPerSecond"
        case moved = "ApproximateNumberOfMessagesMoved"
        case toMove = "ApproximateNumberOfMessagesToMove"
        case failureReason = "FailureReason"
        case startedAt = "StartedTimestamp"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if task.status == .running { try container.encode(task.handle, forKey: .handle) }
        try container.encode(task.status, forKey: .status)
        try container.encode(task.source, forKey: .source)
        try container.encodeIfPresent(task.destination, forKey: .destination)
        try container.encodeIfPresent(task.rate, forKey: .rate)
        try container.encode(task.moved, forKey: .moved)
        try container.encode(task.toMove, forKey: .toMove)
        try container.encodeIfPresent(task.failureReason, forKey: .failureReason)
        try container.encode(task.startedAt.millisecondsSinceEpoch, forKey: .startedAt)
    }
}

extension Queues {
    /// AWS tells of no more.
    static let mostMovesKept = 10

    func deadLetterQueue(_ source: String?, for request: CloudRequest, to action: String) throws(ServiceFault)
        -> Queue
    {
        guard let source else { throw .missing("SourceArn") }
        guard let arn = ARN(source) else { throw .invalidParameter("Value for parameter SourceArn is invalid.") }
        try ground.allow("sqs:\(action)", on: arn, to: request.caller)
        guard arn == self.arn(arn.resource), queues[arn.resource] != nil else {
            throw .resourceNotFound("The resource that you specified for the SourceArn parameter doesn't exist.")
        }
        return try queue(arn)
    }

    func startMove(from queue: Queue, to destination: String?, rate: Int?) -> MoveTask {
        let now = ground.clock.now
        let task = MoveTask(
            id: ground.newID(),
            source: queue.arn.description,
            destination: destination,
            rate: rate,
            startedAt: now,
            lastNumber: queue.numbers.next(at: now),
            toMove: queue.visibleCount
        )
        var tasks = moves[queue.name] ?? []
        if tasks.count == Self.mostMovesKept {
            ledger.remove("\(queue.name)/\(tasks.removeFirst().id)", from: QueueShelf.moves)
        }
        moves[queue.name] = tasks + [task]
        ledger.put(task, at: "\(queue.name)/\(task.id)", on: QueueShelf.moves)
        advanceMoves(to: now)
        return task
    }
}
