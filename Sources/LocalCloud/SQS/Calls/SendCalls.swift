import AWSClient
import Time

struct SendMessage: JSONCall {
    let queueUrl: String?
    let fields: MessageFields

    private enum CodingKeys: String, CodingKey { case queueUrl = "QueueUrl" }

    init(from decoder: any Decoder) throws {
        queueUrl = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .queueUrl)
        fields = try MessageFields(from: decoder)
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> SentMessage {
        let queue = try part.queue(at: queueUrl, for: request, to: "SendMessage")
        let sent = try part.send(try fields.draft(by: request.caller.userID), to: queue)
        try await part.keep()
        return sent
    }
}

struct SendMessageBatch: JSONCall {
    let batch: Batch<MessageFields>

    init(from decoder: any Decoder) throws {
        batch = try Batch(from: decoder)
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault)
        -> BatchResult<SentMessage>
    {
        let queue = try part.queue(at: batch.queueUrl, for: request, to: "SendMessage")
        let entries = try batch.check()
        let drafts = entries.map { entry in
            // What is wrong with an entry is said of that entry, below.
            Swift.Result { () throws(ServiceFault) in try entry.fields.draft(by: request.caller.userID) }
        }
        var size = 0
        for case .success(let draft) in drafts { size += draft.size }
        guard size <= MessageRules.longest else {
            throw .ofQueues(
                "BatchRequestTooLong",
                "Batch requests cannot be longer than \(MessageRules.longest) bytes. You have sent \(size) bytes."
            )
        }
        var result = BatchResult<SentMessage>()
        for (entry, draft) in zip(entries, drafts) {
            do throws(ServiceFault) {
                let sent = try part.send(try draft.get(), to: queue)
                result.done.append(BatchResult.Entry(id: entry.id, done: sent))
            } catch {
                result.failed.append(BatchFailure(id: entry.id, fault: error))
            }
        }
        try await part.keep()
        return result
    }
}

extension Queues {
    func send(_ draft: MessageDraft, to queue: Queue) throws(ServiceFault) -> SentMessage {
        let sent = try queue.send(draft, id: ground.newID, at: ground.clock.now)
        sawSent(sent, to: queue)
        return SentMessage(sent, of: draft)
    }
}
