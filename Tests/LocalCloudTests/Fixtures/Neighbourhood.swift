import AWSClient
import HTTP
import LocalCloud
import TestKit
import Time

/// A cloud and what calls it, in this process: one clock, one source of ids, no socket.
struct Neighbourhood: Sendable {
    let clock = ManualClock(now: Neighbourhood.start)
    let random = SeededRandom(seed: 4)
    let ground: Ground
    let cloud: Cloud

    static let start = Instant(secondsSinceEpoch: 1_800_000_000)

    init(
        permissions: any Permissions = EverythingAllowed(),
        journal: any Journal = NoJournal(),
        _ parts: (Ground) throws -> [any CloudPart]
    ) rethrows {
        ground = Ground(clock: clock, random: random, permissions: permissions, journal: journal)
        cloud = Cloud(ground, parts: try parts(ground))
    }

    /// A caller whose own clock may be off, and who may have other credentials than the developer's.
    func context(
        credentials: Credentials = Credentials(accessKeyID: "test", secretAccessKey: "test"),
        region: String = "us-east-1",
        attempts: Int = 1,
        clockOff: Duration = .zero
    ) -> AWSContext {
        let settings = AWSSettings([
            "AWS_REGION": region, "AWS_ENDPOINT_URL": "http://127.0.0.1:4566", "AWS_MAX_ATTEMPTS": "\(attempts)",
        ])
        let outside = Outside(
            transport: DirectTransport(to: cloud, clock: clock),
            clock: ShiftedClock(clock, by: clockOff),
            random: random
        )
        return AWSContext(ClientSettings(settings), credentials: FixedCredentials(credentials), outside: outside)
    }
}

/// The same credentials for ever.
struct FixedCredentials: CredentialProvider {
    private let fixed: Credentials

    init(_ credentials: Credentials) {
        fixed = credentials
    }

    func credentials() async throws(CredentialFailure) -> Credentials { fixed }
}

/// A clock that is wrong.
struct ShiftedClock: WallClock {
    private let clock: any WallClock
    private let shift: Duration

    init(_ clock: any WallClock, by shift: Duration) {
        self.clock = clock
        self.shift = shift
    }

    var now: Instant { clock.now + shift }

    func sleep(until deadline: Instant) async throws(CancellationError) {
        try await clock.sleep(until: deadline - shift)
    }
}
