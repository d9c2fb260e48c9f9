import Domain
import Hosting
import Ports

extension Verdict {
    /// What a look that failed for good says of its document; nil where another may do better.
    init?(ending error: PortError, limit: Duration) {
        switch error {
        case .deadlinePassed: self.init(.timeout, "no answer within \(limit.components.seconds) s")
        case .unknown(.blob): self.init(.failure, "the file is gone")
        case .malformed(.blob, _), .tooLarge(.blob, _): self.init(.failure, "the file cannot be read")
        case .unknown, .exists, .conflict, .leaseLost, .malformed, .tooLarge, .unavailable, .refused, .cancelled:
            return nil
        }
    }
}

extension PortError {
    /// Why an engine that could not be checked came to no answer: a check that took too long is no time-out of a file.
    var ofEngine: PortError {
        guard self == .deadlinePassed else { return self }
        return .unavailable(Outage(service: "engine", code: "slow", message: "it took too long over its check"))
    }

    /// For whoever reads the result: where an engine is, and what a service said, is for the log.
    var sentence: String {
        switch self {
        case .unavailable(let outage) where outage.service != "engine": "the file could not be read"
        case .refused: "the file could not be read"
        case .unknown, .exists, .conflict, .leaseLost, .malformed, .tooLarge, .unavailable, .deadlinePassed, .cancelled:
            "the engine does not answer"
        }
    }
}

extension StepFailure {
    /// At once, to a process that has the time.
    static let noTime = StepFailure.retry(
        after: .zero,
        Fault(.unavailable, "no-time", "Too little of the invocation was left for this document.")
    )

    /// After 5 s, 15 s, 45 s and 135 s: an engine that starts anew takes minutes.
    static func engine(_ error: PortError, _ attempt: Int) -> StepFailure {
        let wait = (1..<max(1, min(attempt, 4))).reduce(5) { wait, _ in wait * 3 }
        return .retry(after: .seconds(wait), Fault(.unavailable, "engine-unavailable", error.sentence))
    }
}

extension EngineResult {
    /// The same look, of an engine that cannot be believed.
    func disbelieved(_ fault: String) -> EngineResult {
        EngineResult(
            document: document,
            round: round,
            engine: engine,
            engineVersion: engineVersion,
            signatureVersion: signatureVersion,
            finding: .open(.failure, .inline(fault)),
            startedAt: startedAt,
            endedAt: endedAt
        )
    }
}
