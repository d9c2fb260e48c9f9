import AWSClient
import Files
import HTTP
import JSON
import Time

/// `local-runner start` in a process of its own, on a port that nobody else has.
final class RunningCloud: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let process: LiveProcess
    let url: String

    /// Returns once it listens; without a folder it forgets everything.
    init(keepingIn folder: String? = nil, template: String? = nil) async throws {
        let options = (folder.map { ["--data", $0] } ?? []) + (template.map { ["--template", $0] } ?? [])
        let arguments = ["start", "--port", "0", "--json"] + options
        process = try await LiveProcess(runner: arguments)
        await process.wait(forLines: 1)
        // Behind it comes what functions write, where the template has any.
        let line = process.output.split(separator: "\n").first ?? ""
        guard let url = try? JSONValue(parsing: Array(line.utf8))["url"]?.string else {
            throw Failure(description: "the cloud did not start: \(process.output)")
        }
        self.url = url
    }

    func kill() async { await process.kill() }

    var port: UInt16? { url.split(separator: ":").last.flatMap { UInt16($0) } }

    /// What a program wants to call it.
    var environment: [String: String] { Self.environment(for: url) }

    static func environment(for url: String) -> [String: String] {
        [
            "AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "1",
            "AWS_EC2_METADATA_DISABLED": "true", "HOME": "/nowhere",
        ]
    }

    func clients() throws -> CloudClients { try CloudClients(environment) }

    static func arn(ofQueue name: String) -> String { "arn:aws:sqs:us-east-1:000000000000:\(name)" }

    func url(ofQueue name: String) -> String { "\(url)/000000000000/\(name)" }
}

/// Our own clients of a cloud, over sockets, each call tried once.
struct CloudClients: Sendable {
    let sqs: SQS
    let sns: SNS
    let s3: S3
    let dynamo: DynamoDB
    private let context: AWSContext

    init(_ environment: [String: String]) throws {
        let settings = AWSSettings(environment)
        let files = SystemFiles()
        let outside = Outside(
            transport: CurlTransport(trusting: CertificateAuthorities(.file("/nowhere"))),
            clock: SystemClock(),
            random: SystemRandom()
        )
        context = AWSContext(try ClientSettings(settings, files: files), files: files, outside: outside)
        (sqs, sns) = (try SQS(context), try SNS(context))
        (s3, dynamo) = (try S3(context), try DynamoDB(context))
    }

    /// Has a bucket tell a queue of each object that is made in it, which our client has no call for.
    func tell(_ queue: String, of bucket: String) async throws {
        let document = """
            <NotificationConfiguration><QueueConfiguration><Queue>\(queue)</Queue><Event>s3:ObjectCreated:*</Event>\
            </QueueConfiguration></NotificationConfiguration>
            """
        let call = ServiceCall(
            method: "PUT",
            target: "/\(bucket)?notification",
            body: Array(document.utf8),
            isIdempotent: true
        )
        _ = try await ServiceClient(.s3, speaking: .restXML, in: context).perform(call)
    }
}
