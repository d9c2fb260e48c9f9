import LocalCloud
import TestKit
import Testing
import Time

/// A client that nobody here wrote, over a socket.
@Suite(.enabled(if: PythonPeer.botocore.isInstalled, "\(PythonPeer.botocore.absence)"))
struct BotoMessageTests {
    @Test func `boto3 finds queues and topics as AWS has them`() async throws {
        let clock = ManualClock(now: SystemClock().now)
        let ground = Ground(clock: clock, random: SeededRandom(seed: 5))
        let (queues, topics) = (try Queues(ground), try Topics(ground))
        ground.deliveries.enter(queues, for: "sqs")
        let cloud = Cloud(ground, parts: [queues, topics])
        let lines = try await BotoPeer.lines(of: "queues", against: cloud)
        #expect(lines == ["ok"], "\(lines.joined(separator: "\n"))")
    }
}
