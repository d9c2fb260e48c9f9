import AWSClient
package import HTTP
import Time

/// SQS: the queues of the account.
package actor Queues: CloudPart {
    package nonisolated let signingName = "sqs"
    let ground: Ground
    let ledger: Ledger
    var queues: [String: Queue]
    /// The move tasks of each dead-letter queue by its name, the latest last.
    var moves: [String: [MoveTask]]
    /// When a queue of that name was deleted.
    var deletions: [String: Instant] = [:]

    private static let answers = JSONAnswers(version: "1.0", namespace: "com.amazonaws.sqs#")
    private static let documents = QueryAnswers(namespace: "http://queue.amazonaws.com/doc/2012-11-05/")
    private static let calls = JSONCalls<Queues>(
        [
            CreateQueue.self, DeleteQueue.self, GetQueueUrl.self, ListQueues.self, PurgeQueue.self,
            GetQueueAttributes.self, SetQueueAttributes.self, ListDeadLetterSourceQueues.self,
            TagQueue.self, UntagQueue.self, ListQueueTags.self,
            SendMessage.self, SendMessageBatch.self, ReceiveMessage.self,
            DeleteMessage.self, DeleteMessageBatch.self,
            ChangeMessageVisibility.self, ChangeMessageVisibilityBatch.self,
            StartMessageMoveTask.self, ListMessageMoveTasks.self, CancelMessageMoveTask.self,
        ],
        answers: answers
    )

    /// With what the journal kept of an earlier life.
    package init(_ ground: Ground) throws(ServiceFault) {
        let ledger = Ledger(ground.journal)
        self.ground = ground
        self.ledger = ledger
        queues = try Self.queues(in: ground, ledger)
        moves = [:]
        for (key, task) in try Ledger.rows(of: QueueShelf.moves, in: ground.journal, as: MoveTask.self) {
            moves[String(key.prefix { $0 != "/" }), default: []].append(task)
        }
        for source in moves.keys { moves[source]?.sort { $0.lastNumber < $1.lastNumber } }
    }

    /// In JSON where the request says which operation it wants by its header; else in the older query protocol.
    package func answer(_ request: CloudRequest) async throws(ServiceFault) -> WebAnswer {
        if request.headers["X-Amz-Target"] != nil { return try await Self.calls.answer(request, in: self) }
        let form = try QueryDocument(request)
        let result = try await Self.calls.perform(form.action, form.json, for: request, in: self)
        return try form.answer(result, id: request.id, by: Self.documents)
    }

    package nonisolated func answer(_ fault: ServiceFault, to request: WebRequest, id: String) -> WebAnswer {
        request.headers["X-Amz-Target"] == nil
            ? Self.documents.fault(fault, id: id) : Self.answers.fault(fault, id: id)
    }

    /// Ends a step that changed something: once this returns, nothing can undo it.
    func keep() async throws(ServiceFault) {
        guard ground.journal.isKept else { return }
        try ledger.takeFault()
        ledger.commit()
        try await ground.journal.settle()
    }
}
