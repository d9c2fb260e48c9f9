import Synchronization
import Time

/// Verdicts of one authorizer, each until its time is over.
final class VerdictCache: Sendable {
    /// Who asked, and at which stage; the route only where it is among the identity sources.
    struct Key: Hashable, Sendable {
        let stage: String
        let identity: [String]
    }

    private struct State {
        var verdicts: [Key: AuthorizerVerdict] = [:]
        var ends = Schedule<Key, Instant>()
    }

    private let state = Mutex(State())
    private let lifetime: Duration

    init(lifetime: Duration) {
        self.lifetime = lifetime
    }

    func verdict(for key: Key, at now: Instant) -> AuthorizerVerdict? {
        state.withLock { state in
            while let over = state.ends.popFirst(through: now) { state.verdicts[over] = nil }
            return state.verdicts[key]
        }
    }

    func keep(_ verdict: AuthorizerVerdict, for key: Key, at now: Instant) {
        state.withLock { state in
            state.verdicts[key] = verdict
            state.ends.set(key, to: now + lifetime)
            if state.verdicts.count > Self.limit, let first = state.ends.popFirst() { state.verdicts[first] = nil }
        }
    }

    /// Whoever asks with ever new tokens costs a few megabytes, and no more.
    private static let limit = 10_000
}
