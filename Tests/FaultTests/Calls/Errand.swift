import AWSClient
import HTTP
import TestKit
import Time

/// Makes one call, once, through the real clients.
struct Errand {
    let call: Int
    let world: FaultyWorld
    let deadline: Instant

    private var name: String { "call-\(call)" }
    private var queue: String { "http://127.0.0.1/queue/\(name)" }
    private var key: ObjectKey { get throws { try ObjectKey(name) } }
    private var content: [UInt8] { Deed.content(call) }

    func perform() async throws {
        switch Deed(call) {
        case .sendMessage: try await send()
        case .receiveMessage:
            _ = try await world.sqs.receiveMessage(ReceiveMessage(queueUrl: queue), deadline: deadline)
        case .deleteMessage: try await delete()
        case .publish: try await publish()
        case .getItem: try await getItem()
        case .addOnce: try await add(isIdempotent: false)
        case .addAnyTimes: try await add(isIdempotent: true)
        case .putBytes: try await put(.bytes(content))
        case .putStream: try await put(.stream(ArraySource(content), length: content.count))
        case .putNew: try await put(.bytes(content), ifNoneMatch: "*")
        case .getObject: try await getObject()
        case .copyObject: try await copy()
        case .completeUpload: try await complete()
        case .getSecret: _ = try await world.secrets.call(GetSecretValue(secretId: name), deadline: deadline)
        }
    }

    private func send() async throws {
        let message = SendMessage(queueUrl: queue, OutgoingMessage(messageBody: name))
        _ = try await world.sqs.call(message, deadline: deadline)
    }

    private func delete() async throws {
        let message = DeleteMessage(queueUrl: queue, MessageReceipt(receiptHandle: "h"))
        _ = try await world.sqs.call(message, deadline: deadline)
    }

    private func publish() async throws {
        let message = Publish(topicArn: "arn:aws:sns:eu-central-1:1:t", TopicMessage(message: name))
        _ = try await world.sns.call(message, deadline: deadline)
    }

    private func getItem() async throws {
        let get = GetItem(Get(tableName: "t", key: ["id": .string(name)]))
        let item = try await world.dynamoDB.call(get, deadline: deadline).item
        guard item?["id"] == .string(name) else { throw BrokenPromise("another item came to \(name)") }
    }

    private func add(isIdempotent: Bool) async throws {
        let add = Update(tableName: "t", key: ["id": .string(name)], updateExpression: "ADD n :one")
        let update = UpdateItem(add, returnValues: .updatedNew, isIdempotent: isIdempotent)
        _ = try await world.dynamoDB.call(update, deadline: deadline)
    }

    private func put(_ body: CallContent, ifNoneMatch: String? = nil) async throws {
        var input = PutObjectInput(bucket: world.bucket, key: try key, body: body)
        input.ifNoneMatch = ifNoneMatch
        _ = try await world.s3.putObject(input, deadline: deadline)
    }

    private func getObject() async throws {
        let sink = ArraySink()
        let input = GetObjectInput(bucket: world.bucket, key: try key)
        _ = try await world.s3.getObject(input, into: sink, deadline: deadline)
        guard sink.bytes == Cloud.object else { throw BrokenPromise("other bytes than stored came to \(name)") }
    }

    private func copy() async throws {
        let source = CopySource(bucket: world.bucket, key: try ObjectKey("source"))
        _ = try await world.s3.copyObject(CopyObjectInput(source, to: world.bucket, try key), deadline: deadline)
    }

    private func complete() async throws {
        let upload = MultipartUpload(bucket: world.bucket, key: try key, uploadID: "u")
        let parts = [UploadedPart(number: 1, eTag: "e", checksums: [])]
        let input = CompleteMultipartUploadInput(upload, parts: parts)
        _ = try await world.s3.completeMultipartUpload(input, deadline: deadline)
    }
}

/// What no client may do, in place of a failure that it may have.
struct BrokenPromise: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
