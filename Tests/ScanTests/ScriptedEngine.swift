import Domain
import Ports
import TestKit
import Time

/// An engine that finds what contains the EICAR signature, as long as a test does not change its mind.
final class ScriptedEngine: Scanner {
    struct Mind: Sendable {
        var identity = EngineIdentity(engineVersion: "1", signatureVersion: "1")
        var findsEICAR = true
        var passesClean = true
        var failure: PortError?
        /// A file that begins so is not answered about before its deadline.
        var stallsAt: String?
        var words = ""
    }

    let mind = Shared(Mind())
    /// All that it looked at, its own proofs included.
    let looks = Milestone()
    private let deadline: Instant?
    private let original: ScriptedEngine?

    init() {
        (deadline, original) = (nil, nil)
    }

    private init(_ original: ScriptedEngine, until deadline: Instant) {
        (self.original, self.deadline) = (original, deadline)
    }

    func until(_ deadline: Instant) -> ScriptedEngine { ScriptedEngine(original ?? self, until: deadline) }

    func identify() async throws(PortError) -> EngineIdentity { now.identity }

    func scan(_ content: any ScanContent) async throws(PortError) -> Verdict {
        (original ?? self).looks.reach()
        let mind = now
        if let failure = mind.failure { throw failure }
        let head = try await content.head(100)
        if let stall = mind.stallsAt, head.starts(with: stall.utf8) {
            do throws(CancellationError) {
                try await SystemClock().sleep(for: .milliseconds(1_500))
            } catch {
                throw .cancelled
            }
            throw .deadlinePassed
        }
        if head.starts(with: EICARFile.signature) {
            return Verdict(mind.findsEICAR ? .malicious : .undetected, mind.words, by: mind.identity)
        }
        return Verdict(mind.passesClean ? .undetected : .suspicious, mind.words, by: mind.identity)
    }

    private var now: Mind { (original ?? self).mind.withLock { $0 } }
}
