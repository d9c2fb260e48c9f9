import AWSClient
import Time

struct ReceiptFields: Decodable {
    let receiptHandle: String?

    private enum CodingKeys: String, CodingKey { case receiptHandle = "ReceiptHandle" }

    func delete(from queue: Queue, at now: Instant) throws(ServiceFault) -> Nothing {
        guard let receiptHandle else { throw .missing("ReceiptHandle") }
        try queue.delete(receiptHandle, at: now)
        return Nothing()
    }
}

struct VisibilityFields: Decodable {
    let receiptHandle: String?
    let visibilityTimeout: Int?

    private enum CodingKeys: String, CodingKey {
        case receiptHandle = "ReceiptHandle"
        case visibilityTimeout = "VisibilityTimeout"
    }

    func change(in queue: Queue, at now: Instant) throws(ServiceFault) -> Nothing {
        guard let receiptHandle else { throw .missing("ReceiptHandle") }
        guard let visibilityTimeout else { throw .missing("VisibilityTimeout") }
        try queue.changeVisibility(receiptHandle, to: .seconds(visibilityTimeout), at: now)
        return Nothing()
    }
}

struct DeleteMessage: JSONCall {
    let queueUrl: String?
    let fields: ReceiptFields

    private enum CodingKeys: String, CodingKey { case queueUrl = "QueueUrl" }

    init(from decoder: any Decoder) throws {
        queueUrl = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .queueUrl)
        fields = try ReceiptFields(from: decoder)
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> Nothing {
        let queue = try part.queue(at: queueUrl, for: request, to: "DeleteMessage")
        let done = try fields.delete(from: queue, at: part.ground.clock.now)
        try await part.keep()
        return done
    }
}

struct ChangeMessageVisibility: JSONCall {
    let queueUrl: String?
    let fields: VisibilityFields

    private enum CodingKeys: String, CodingKey { case queueUrl = "QueueUrl" }

    init(from decoder: any Decoder) throws {
        queueUrl = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .queueUrl)
        fields = try VisibilityFields(from: decoder)
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> Nothing {
        let queue = try part.queue(at: queueUrl, for: request, to: "ChangeMessageVisibility")
        let done = try fields.change(in: queue, at: part.ground.clock.now)
        try await part.keep()
        return done
    }
}

struct DeleteMessageBatch: JSONCall {
    let batch: Batch<ReceiptFields>

    init(from decoder: any Decoder) throws {
        batch = try Batch(from: decoder)
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault)
        -> BatchResult<Nothing>
    {
        let queue = try part.queue(at: batch.queueUrl, for: request, to: "DeleteMessage")
        let now = part.ground.clock.now
        let result = batch.perform(try batch.check()) { fields throws(ServiceFault) in
            try fields.delete(from: queue, at: now)
        }
        try await part.keep()
        return result
    }
}

struct ChangeMessageVisibilityBatch: JSONCall {
    let batch: Batch<VisibilityFields>

    init(from decoder: any Decoder) throws {
        batch = try Batch(from: decoder)
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault)
        -> BatchResult<Nothing>
    {
        let queue = try part.queue(at: batch.queueUrl, for: request, to: "ChangeMessageVisibility")
        let now = part.ground.clock.now
        let result = batch.perform(try batch.check()) { fields throws(ServiceFault) in
            try fields.change(in: queue, at: now)
        }
        try await part.keep()
        return result
    }
}
