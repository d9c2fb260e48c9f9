import AWSClient
import Files
import HTTP
import TestKit
import Time

/// A misbehaving server and all clients that talk to it, over one transport and with one set of credentials.
struct FaultyWorld: Sendable {
    let script: Script
    let server: FaultyServer
    let gauge = CurlGauge()
    let transport: CurlTransport
    let context: AWSContext
    let s3: S3
    let sqs: SQS
    let sns: SNS
    let dynamoDB: DynamoDB
    let secrets: Secrets
    let bucket: BucketName

    init(_ script: Script) throws {
        self.script = script
        transport = CurlTransport(trusting: CertificateAuthorities(.file("/nowhere")), gauge: gauge)
        server = try FaultyServer(script)
        let clock = SleeplessClock()
        let outside = Outside(transport: transport, clock: clock, random: SeededRandom(seed: script.seed))
        let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: server.port)
        let identity = WebIdentity(
            tokenFile: "/token",
            AssumedRole.Terms(roleARN: "arn:aws:iam::1:role/r", sessionName: "session"),
            at: AWSEndpoint(origin: origin, region: "eu-central-1"),
            files: TokenFile(),
            outside: outside
        )
        let settings = AWSSettings(["AWS_REGION": "eu-central-1", "AWS_ENDPOINT_URL": origin.description])
        let credentials = RefreshingCredentials(identity, clock: clock)
        context = AWSContext(ClientSettings(settings), credentials: credentials, outside: outside)
        s3 = try S3(context)
        sqs = try SQS(context)
        sns = try SNS(context)
        dynamoDB = try DynamoDB(context)
        secrets = try Secrets(context)
        bucket = try BucketName("documents")
    }

    var ledger: Ledger { server.ledger.withLock { $0 } }

    /// Ends all that goes on, and says how much would not end.
    func end() async -> Int {
        await transport.shutDown()
        // What a lost attempt set going may come about when its call is over.
        await server.server.ended.wait(for: server.server.accepted.count)
        return gauge.transfers + gauge.threads + Descriptors.connected(to: server.port)
    }
}

/// The one file there is.
private struct TokenFile: FileReader {
    func read(_ path: String) throws(FileFailure) -> [UInt8]? { Array(Identity.webIdentityToken.utf8) }
}
