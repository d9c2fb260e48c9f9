package import AWSClient
import AWSAdapters
import Crypto
package import Domain
import Events
import HTTP
package import Hosting
import JSON
import TestKit
package import LocalCloud
import Template
package import Time
package import Wiring

/// All that the steps stand on, in this process: what the template makes, and a clock that a test moves.
///
/// No function runs by itself: a test runs them, one event at a time.
package final class Pipeline: Sendable {
    package let deployment: Deployment
    package let clock: MovedClock
    package let transport: FaultyTransport
    package let lines = WrittenLines()
    private let outside: Outside
    private let operatorsKey: P256.PrivateKey
    private let names: PipelineNames

    package static let organisation = OrganisationName(unchecked: "acme")
    package static let documents = BucketPlace(bucket: "assay-documents-000000000000-us-east-1", region: "us-east-1")

    package init(at start: Instant = Instant(secondsSinceEpoch: 1_795_255_200), seed: UInt64 = 7) async throws {
        clock = MovedClock(start)
        let random = SeededRandom(seed: seed)
        operatorsKey = try P256.PrivateKey(from: random)
        let ground = Ground(clock: clock, random: random)
        names = try PipelineNames.ofTemplate.get()
        deployment = try await Deployment(of: names.stack, on: ground)
        transport = FaultyTransport(DirectTransport(to: deployment.cloud, clock: clock))
        outside = Outside(transport: transport, clock: clock, random: random)
        try await listenToUpdates()
    }

    /// What every function of the template is told, all of it together.
    package var environment: [String: String] {
        names.environment.merging([
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": World.endpoint, "AWS_MAX_ATTEMPTS": "1", "PLAN_DOCUMENTS": "1000",
            "PLAN_BYTES": "100000000000", "PLAN_OPEN_UPLOADS": "100",
            "CATALOGUE_PUBLIC_KEY": operatorsKey.publicKey.hex,
            "DEAD_LETTER_QUEUE_URL": url(of: "orchestrator-dead"),
        ]) { $1 }
    }

    /// The ports as a step gets them; what `changes` says is said otherwise, and an empty text is not said.
    package func supply(_ changes: [String: String] = [:]) throws -> AWSSupply {
        try AWSSupply(Settings(environment.merging(changes) { $1 }), outside)
    }

    /// A function as its `main` makes it.
    package func function<Made: Handler>(
        _ changes: [String: String] = [:],
        _ make: (inout AWSSupply) throws -> Made
    ) throws -> Made {
        var supply = try supply(changes)
        let made = try make(&supply)
        try supply.settings.check()
        return made
    }

    package func context(_ principal: Principal? = nil, lasting: Duration = .seconds(600)) -> InvocationContext {
        let surroundings = Surroundings(
            log: Log(format: .json, level: .debug, clock: clock, sink: lines),
            metrics: Metrics(function: "test", sink: lines),
            clock: clock,
            random: outside.random
        )
        var context = InvocationContext(
            requestID: "request-\(clock.now.millisecondsSinceEpoch)",
            now: clock.now,
            deadline: clock.now + lasting,
            surroundings: surroundings
        )
        context.principal = principal
        return context
    }

    /// Signs a catalogue and puts it where functions look for it.
    package func publish(_ catalogue: Catalogue) async throws {
        let bytes = try JSONCodec.encode(catalogue)
        let signature = try operatorsKey.sign(bytes).hex
        try await put(bytes, as: "engines/catalogue.json", in: "configuration", metadata: ["signature": signature])
    }

    /// Stores an object as somebody outside would; answers with its version.
    @discardableResult
    package func put(
        _ bytes: [UInt8],
        as key: String,
        in bucket: String = "documents",
        metadata: [String: String] = [:]
    ) async throws -> String? {
        let input = PutObjectInput(
            bucket: try BucketName(names.bucket(bucket)),
            key: try ObjectKey(key),
            body: .bytes(bytes),
            attributes: ObjectAttributes(metadata: metadata)
        )
        return try await S3(aws).putObject(input).versionID
    }

    /// Of `orchestrator`, of `orchestrator-dead`, of `scan-eicar`, and so on.
    package func url(of queue: String) -> String { "\(World.endpoint)/000000000000/\(names.queue(queue))" }

    /// Whoever wants to know of documents subscribes a queue; here it is a test.
    private func listenToUpdates() async throws {
        _ = try await SQS(aws).call(CreateQueue(queueName: "updates"))
        let subscription = Subscribe(
            topicArn: environment["UPDATES_TOPIC_ARN"] ?? "",
            protocol: "sqs",
            endpoint: "arn:aws:sqs:us-east-1:000000000000:updates",
            attributes: ["RawMessageDelivery": "true"]
        )
        _ = try await SNS(aws).call(subscription)
    }

    /// For calls beside those of the steps.
    package var aws: AWSContext {
        let settings = AWSSettings(environment)
        return AWSContext(ClientSettings(settings), credentials: EnvironmentCredentials(settings), outside: outside)
    }
}

/// The time that a test says, which runs on by itself.
package final class MovedClock: WallClock {
    private let offset: Shared<Duration>

    init(_ start: Instant) {
        offset = Shared(start - SystemClock().now)
    }

    package var now: Instant { SystemClock().now + offset.withLock { $0 } }

    package func move(by duration: Duration) { offset.withLock { $0 += duration } }

    package func sleep(until deadline: Instant) async throws(CancellationError) {
        try await SystemClock().sleep(until: deadline - offset.withLock { $0 })
    }
}

/// Keeps what was logged.
package final class WrittenLines: LogSink {
    private let lines = Shared<[String]>([])

    package init() {}

    package func write(_ line: [UInt8]) { lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }

    package var all: [String] { lines.withLock { $0 } }
}
