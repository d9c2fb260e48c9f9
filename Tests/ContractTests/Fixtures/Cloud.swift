import AWSClient
import HTTP
import TestKit
import Time

/// The way from a client of ours to the emulator: real sockets, the real time.
struct Cloud {
    let emulator: Emulator
    let credentials: Credentials
    let outside: Outside

    /// By default the emulator checks no signature: S3's presigned URLs work there, and not where it does.
    init(_ emulator: Emulator? = nil, _ way: Way = .direct) throws {
        self.emulator = try emulator ?? Emulator.running()
        credentials = self.emulator.key.map { Credentials(accessKeyID: $0.id, secretAccessKey: $0.secret) } ?? .sample
        let transport: any HTTPTransport =
            switch way {
            case .direct: Self.transport
            case .losing(let operations): LosingTransport(Self.transport, firstOf: operations)
            }
        outside = Outside(transport: transport, clock: SystemClock(), random: SystemRandom())
    }

    /// One for all tests, as a process has one.
    private static let transport = CurlTransport(trusting: CertificateAuthorities(.file("/nowhere")))

    var dynamo: DynamoDB { get throws { try DynamoDB(context) } }

    var endpoint: AWSEndpoint {
        AWSEndpoint(origin: WebOrigin(scheme: .http, host: "127.0.0.1", port: emulator.port), region: "eu-central-1")
    }

    /// A client for the calls that a test needs beside the ones that it is about, which the rooms need not have.
    func client(_ service: AWSServiceName, speaking form: AWSProtocol) -> ServiceClient {
        ServiceClient(service, speaking: form, at: endpoint, credentials: credentials, outside: outside)
    }

    /// Minutes: the emulator answers within milliseconds, but on a loaded machine a task may wait long for its turn.
    var deadline: Instant { outside.clock.now + .seconds(180) }
}

extension Credentials {
    static let sample = Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "SECRETEXAMPLE")
}
