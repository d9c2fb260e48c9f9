// Makes a queue, a table and a bucket in a cloud, and writes the requests that are measured, one file for each kind:
//
//   local-cloud URL FOLDER
//
// They are signed beforehand, for a host that they carry with them: the same bytes go to every cloud, on whatever port,
// and what it costs to make them is nobody's.

import AWSClient
import Files
import Glibc
import HTTP
import Time

@main enum Main {
    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count == 3 else {
            print("usage: local-cloud URL FOLDER")
            exit(2)
        }
        try await Places(url: words[1]).make()
        let requests = Requests(at: SystemClock().now)
        for (name, kind) in requests.kinds { try write(try requests.bytes(of: kind), to: "\(words[2])/\(name)") }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        guard let file = fopen(path, "wb") else { throw FileFailure(path: path, reason: "it cannot be made") }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
            throw FileFailure(path: path, reason: "it cannot be written")
        }
    }
}

/// What the requests speak of.
struct Places {
    static let queues = ["bench", "bench-deep"]
    static let table = "bench"
    static let bucket = "bench-bucket"

    private let context: AWSContext

    init(url: String) throws {
        let variables = [
            "AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "us-east-1",
        ]
        let files = SystemFiles()
        let outside = Outside(
            transport: CurlTransport(trusting: CertificateAuthorities(.file("/nowhere"))),
            clock: SystemClock(),
            random: SystemRandom()
        )
        context = AWSContext(try ClientSettings(AWSSettings(variables), files: files), files: files, outside: outside)
    }

    func make() async throws {
        for queue in Self.queues { _ = try await SQS(context).call(CreateQueue(queueName: queue)) }
        try await S3(context).createBucket(BucketName(Self.bucket))
        let table = CreateTable(
            tableName: Self.table,
            attributeDefinitions: [AttributeDefinition(attributeName: "pk", attributeType: "S")],
            keySchema: [KeySchemaElement(attributeName: "pk", keyType: .hash)]
        )
        _ = try await DynamoDB(context).call(table)
    }
}
