import AWSClient
import HTTP
import LocalCloud
import Synchronization
import TestKit
import Time

@testable import local_runner

/// A cloud in this process with a source queue, its dead-letter queue and what lies there.
struct DeadLetterHouse {
    let clock = LeapingClock(now: DeadLetterHouse.start)
    let cloud: LocalCloud.Cloud
    let sqs: SQS
    let isOrdered: Bool

    /// What the clients go by, for whom no time passes.
    static let start = Instant(secondsSinceEpoch: 1_800_000_000)

    init(_ letters: [OutgoingMessage], isOrdered: Bool = false, largest: Int = 1 << 20) async throws {
        let ground = Ground(clock: clock, random: SeededRandom(seed: 9))
        cloud = LocalCloud.Cloud(ground, parts: [try Queues(ground)])
        self.isOrdered = isOrdered
        sqs = try Self.client(DirectTransport(to: cloud, clock: ManualClock(now: Self.start)))
        let kind = isOrdered ? ["FifoQueue": "true"] : [:]
        _ = try await sqs.call(CreateQueue(queueName: name(of: "dead"), attributes: kind))
        let dead = "arn:aws:sqs:us-east-1:000000000000:\(name(of: "dead"))"
        let policy = #"{"deadLetterTargetArn":"\#(dead)","maxReceiveCount":1}"#
        let source = kind.merging(["RedrivePolicy": policy, "VisibilityTimeout": "0"]) { $1 }
        _ = try await sqs.call(CreateQueue(queueName: name(of: "source"), attributes: source))
        for letter in letters { _ = try await sqs.call(SendMessage(queueUrl: url(of: "source"), letter)) }
        // The second look at each is one too many.
        while try await !receive("source").isEmpty {}
        let size = SetQueueAttributes(queueUrl: url(of: "source"), attributes: ["MaximumMessageSize": "\(largest)"])
        _ = try await sqs.call(size)
    }

    private func name(of queue: String) -> String { isOrdered ? "\(queue).fifo" : queue }

    func url(of queue: String) -> String { "http://127.0.0.1:4566/000000000000/\(name(of: queue))" }

    /// A client that reaches the cloud by a way of its own.
    static func client(_ transport: any HTTPTransport) throws -> SQS {
        let settings = AWSSettings([
            "AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL": "http://127.0.0.1:4566", "AWS_MAX_ATTEMPTS": "1",
        ])
        let outside = Outside(transport: transport, clock: ManualClock(now: start), random: SeededRandom(seed: 3))
        return try SQS(AWSContext(ClientSettings(settings), credentials: TestCredentials(), outside: outside))
    }

    func redrive(by sqs: SQS? = nil) -> Redrive {
        Redrive(sqs: sqs ?? self.sqs, queue: url(of: "dead"), destination: nil, limit: 1_000)
    }

    /// What a queue shows at once, and hides for a minute.
    func receive(_ queue: String) async throws -> [AWSClient.Message] {
        let poll = ReceiveMessage(
            queueUrl: url(of: queue),
            maxNumberOfMessages: 10,
            messageAttributeNames: ["All"],
            messageSystemAttributeNames: ["All"]
        )
        return try await sqs.receiveMessage(poll).messages ?? []
    }

    /// All that is in a queue, taken out.
    func drain(_ queue: String) async throws -> [AWSClient.Message] { try await sqs.drain(url(of: queue)) }
}

private struct TestCredentials: CredentialProvider {
    func credentials() async throws(CredentialFailure) -> Credentials {
        Credentials(accessKeyID: "test", secretAccessKey: "test")
    }
}

/// A clock on which nobody waits: who sleeps until a moment is there at once, and so is everybody else.
final class LeapingClock: WallClock {
    private let moment: Mutex<Instant>

    init(now: Instant) {
        moment = Mutex(now)
    }

    var now: Instant { moment.withLock { $0 } }

    func advance(by duration: Duration) { moment.withLock { $0 = $0 + duration } }

    func sleep(until deadline: Instant) async throws(CancellationError) {
        if Task.isCancelled { throw CancellationError() }
        moment.withLock { $0 = max($0, deadline) }
    }
}

/// The way of a process that is killed: from one exchange on nothing gets through.
final class EndingTransport: HTTPTransport {
    enum Moment: CaseIterable, Sendable {
        /// The request never leaves.
        case beforeRequest
        /// The cloud has acted, and nobody hears of it.
        case beforeAnswer
    }

    private let way: DirectTransport
    private let moment: Moment
    private let left: Mutex<Int>

    init(_ way: DirectTransport, after count: Int, _ moment: Moment) {
        self.way = way
        self.moment = moment
        left = Mutex(count)
    }

    var isOver: Bool { left.withLock { $0 < 0 } }

    func exchange(_ request: WebRequest, into sink: any BodySink) async throws(TransportFailure) -> WebResponseHead {
        let left = left.withLock { left in
            left -= 1
            return left
        }
        if left >= 0 { return try await way.exchange(request, into: sink) }
        if left == -1, moment == .beforeAnswer { _ = try await way.exchange(request, into: sink) }
        throw .broken(reason: "it was killed")
    }
}
