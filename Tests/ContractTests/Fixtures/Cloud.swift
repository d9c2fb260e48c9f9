import AWSClient
import HTTP
import LocalCloud
import TestKit
import Time

/// The way from a client of ours to the emulator: real sockets, the real time.
struct Cloud {
    let origin: WebOrigin
    let credentials: Credentials
    let outside: Outside

    /// By default the emulator checks no signature: S3's presigned URLs work there, and not where it does.
    init(_ emulator: Emulator? = nil, _ way: Way = .direct) throws {
        let emulator = try emulator ?? Emulator.running()
        origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: emulator.port)
        credentials = emulator.key.map { Credentials(accessKeyID: $0.id, secretAccessKey: $0.secret) } ?? .sample
        outside = Self.outside(Self.transport, way)
    }

    private init(_ origin: WebOrigin, _ credentials: Credentials, _ outside: Outside) {
        self.origin = origin
        self.credentials = credentials
        self.outside = outside
    }

    /// One of our own, in this process, for whoever asks and for nobody else.
    static func local(_ way: Way = .direct) async throws -> Cloud {
        let ground = Ground(
            place: CloudPlace(account: "123456789012", region: "eu-central-1"),
            clock: SystemClock(),
            random: SystemRandom(),
            keys: AccessKeys(developer: .sample, account: "123456789012")
        )
        let cloud = try await Deployment(on: ground).cloud
        let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: 4566)
        return Cloud(origin, .sample, outside(DirectTransport(to: cloud, clock: SystemClock()), way))
    }

    private static func outside(_ transport: any HTTPTransport, _ way: Way) -> Outside {
        let transport: any HTTPTransport =
            switch way {
            case .direct: transport
            case .losing(let operations): LosingTransport(transport, firstOf: operations)
            }
        return Outside(transport: transport, clock: SystemClock(), random: SystemRandom())
    }

    /// One for all tests, as a process has one.
    private static let transport = CurlTransport(trusting: CertificateAuthorities(.file("/nowhere")))

    var dynamo: DynamoDB { get throws { try DynamoDB(context) } }

    var endpoint: AWSEndpoint {
        AWSEndpoint(origin: origin, region: "eu-central-1")
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
