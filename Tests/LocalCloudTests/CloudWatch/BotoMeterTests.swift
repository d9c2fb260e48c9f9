import LocalCloud
import TestKit
import Testing
import Time

/// A client that nobody here wrote, over a socket.
@Suite(.enabled(if: PythonPeer.botocore.isInstalled, "\(PythonPeer.botocore.absence)"))
struct BotoMeterTests {
    @Test func `boto3 finds buses and metrics as AWS has them`() async throws {
        let clock = ManualClock(now: SystemClock().now)
        let ground = Ground(clock: clock, random: SeededRandom(seed: 6))
        let store = MetricStore()
        let (queues, buses) = (try Queues(ground), try Buses(ground))
        ground.deliveries.enter(queues, for: "sqs")
        let cloud = Cloud(
            ground,
            parts: [queues, buses, Meters(ground, store: store)],
            unsigned: [MetricsPage(store)]
        )
        let lines = try await BotoPeer.lines(of: "events", against: cloud)
        #expect(lines == ["ok"], "\(lines.joined(separator: "\n"))")
    }
}
