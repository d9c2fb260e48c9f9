import AWSClient
import Files
import HTTP
import Synchronization
import TestKit
import Time

/// A clock that every sleep moves, so that nothing waits.
final class LeapingClock: WallClock {
    private let state: Mutex<(now: Instant, naps: [Duration])>

    init(now: Instant = Instant(secondsSinceEpoch: 1_800_000_000)) {
        state = Mutex((now, []))
    }

    var now: Instant { state.withLock { $0.now } }
    var naps: [Duration] { state.withLock { $0.naps } }

    func advance(by duration: Duration) {
        state.withLock { $0.now = $0.now + duration }
    }

    func sleep(until deadline: Instant) async throws(CancellationError) {
        state.withLock { state in
            state.naps.append(deadline - state.now)
            state.now = max(state.now, deadline)
        }
    }
}

/// Files that exist in a test alone, and may change during it.
final class FakeFiles: FileReader {
    private let files: Mutex<[String: String]>

    init(_ files: [String: String] = [:]) {
        self.files = Mutex(files)
    }

    func put(_ text: String, at path: String) {
        files.withLock { $0[path] = text }
    }

    func read(_ path: String) throws(FileFailure) -> [UInt8]? {
        files.withLock { $0[path] }.map { Array($0.utf8) }
    }
}

extension Outside {
    static func scripted(_ transport: ScriptedTransport, clock: any WallClock = LeapingClock()) -> Outside {
        // Of a word a random double takes the lower 53 bits: this is a jitter of one half.
        Outside(transport: transport, clock: clock, random: ScriptedRandom(1 << 52))
    }
}

extension Credentials {
    static let sample = Credentials(
        accessKeyID: "AKIDEXAMPLE",
        secretAccessKey: "SECRETEXAMPLE",
        sessionToken: "TOKENEXAMPLE"
    )
}

extension AWSEndpoint {
    static let loopback = AWSEndpoint(
        origin: WebOrigin(scheme: .http, host: "127.0.0.1", port: 4566),
        region: "eu-central-1"
    )
}
