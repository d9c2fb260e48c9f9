import AWSClient
import BenchKit
import HTTP
import JSON
import Time

/// The calls that a step makes, each with what it carries; the peer in Python makes the same ones.
struct Calls: Sendable {
    private let sqs: SQS
    private let dynamoDB: DynamoDB
    private let s3: S3
    private let clock: any WallClock
    private let object: [UInt8] = Array(repeating: 0, count: 1_024)
    private let bucket: BucketName
    private let key: ObjectKey

    private enum Call: String, CaseIterable {
        case sqsSend = "sqs_send"
        case dynamoDBGet = "dynamodb_get"
        case dynamoDBPut = "dynamodb_put"
        case s3Put = "s3_put"
        case s3Get = "s3_get"
    }

    init(_ context: AWSContext) throws {
        let settings = context.settings
        sqs = SQS(at: try settings.endpoint(of: .sqs), credentials: context.credentials, outside: context.outside)
        dynamoDB = DynamoDB(
            at: try settings.endpoint(of: .dynamodb),
            credentials: context.credentials,
            outside: context.outside
        )
        s3 = try S3(context)
        clock = context.outside.clock
        bucket = try BucketName("assay-documents")
        key = try ObjectKey("1024")
    }

    /// Of each call: how many in a second, one and sixteen at a time, and the processor's microseconds for one.
    func rates(of count: Int) async throws -> JSONValue {
        var figures = JSONObject()
        for call in Call.allCases {
            let name = call.rawValue
            try await repeated(min(200, count), atATime: 1) { try await make(call) }
            let before = Usage().processorSeconds
            let time = try await seconds { try await repeated(count, atATime: 1) { try await make(call) } }
            let cpu = (Usage().processorSeconds - before) * 1e6 / Double(count)
            let many = count * 4
            try await repeated(min(200, many), atATime: 16) { try await make(call) }
            let timeOfMany = try await seconds { try await repeated(many, atATime: 16) { try await make(call) } }
            figures["\(name)_per_second"] = .integer(Int(Double(count) / time))
            figures["\(name)_16_per_second"] = .integer(Int(Double(many) / timeOfMany))
            figures["\(name)_cpu_us"] = .integer(Int(cpu))
        }
        return .object(figures)
    }

    private func make(_ call: Call) async throws {
        let deadline = clock.now + .seconds(30)
        switch call {
        case .sqsSend:
            let queue = "https://sqs.eu-central-1.amazonaws.com/123456789012/assay-orders"
            _ = try await sqs.call(
                SendMessage(queueUrl: queue, OutgoingMessage(messageBody: Self.message)),
                deadline: deadline
            )
        case .dynamoDBGet:
            let get = GetItem(Get(tableName: "assay", key: Self.key), consistentRead: true)
            let answer = try await dynamoDB.call(get, deadline: deadline)
            guard answer.item?["revision"] == .number("7") else { throw BodyFailure("another item came") }
        case .dynamoDBPut:
            let put = PutItem(Put(tableName: "assay", item: Self.item), isIdempotent: false)
            _ = try await dynamoDB.call(put, deadline: deadline)
        case .s3Put:
            let input = PutObjectInput(bucket: bucket, key: key, body: .bytes(object))
            _ = try await s3.putObject(input, deadline: deadline)
        case .s3Get:
            let answer = try await s3.getObject(
                GetObjectInput(bucket: bucket, key: key),
                limit: 4_096,
                deadline: deadline
            )
            guard case .answer(let found) = answer, found.body.count == object.count else {
                throw BodyFailure("another object came")
            }
        }
    }

    private static let message =
        #"{"order":"process","document":"3f0c9a52-7a3e-4d0c-9d6c-3f2a51c0de11","revision":7,"#
        + #""owner":"principal#0b8f2f4e","bucket":"assay-documents","size":1048576,"attempt":1}"#

    private static let key: Item = [
        "pk": .string("document#3f0c9a52-7a3e-4d0c-9d6c-3f2a51c0de11"), "sk": .string("record"),
    ]

    private static let item: Item = [
        "pk": .string("document#3f0c9a52-7a3e-4d0c-9d6c-3f2a51c0de11"),
        "sk": .string("record"),
        "state": .string("processed"),
        "revision": .number("7"),
        "owner": .string("principal#0b8f2f4e"),
        "name": .string("Quarterly report, third draft.pdf"),
        "contentType": .string("application/pdf"),
        "size": .number("1048576"),
        "createdAt": .number("1795000000123"),
        "sha256": .string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        "tags": .stringSet(["finance", "quarterly", "reviewed"]),
        "isPublic": .bool(false),
        "verdicts": .list([verdict("alpha"), verdict("beta"), verdict("gamma")]),
    ]

    private static func verdict(_ engine: String) -> AttributeValue {
        .map([
            "engine": .string(engine), "version": .string("2026.11.20"), "verdict": .string("clean"),
            "milliseconds": .number("812"),
        ])
    }
}
