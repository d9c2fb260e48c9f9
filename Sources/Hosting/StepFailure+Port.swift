package import Ports

extension StepFailure {
    /// What a step does about a failure of a port, where the step itself has nothing better to do.
    ///
    /// The words of another service are for the log: a caller is told what it can act on.
    package init(_ error: PortError) {
        switch error {
        case .unknown(.catalogue):
            // Nobody has published one yet, or somebody removed it.
            let sentence = "There is no catalogue of engines: whoever runs this must publish one."
            self = .retry(Fault(.unavailable, "catalogue-unreadable", sentence))
        case .unknown(let thing): self = .reject(Fault(.unknown, "unknown", "There is no \(thing)."))
        case .exists(let thing): self = .reject(Fault(.conflict, "exists", "The \(thing) is there already."))
        case .conflict(let thing, _):
            // Whoever changed it is done by then.
            self = .retry(Fault(.unavailable, "conflict", "The \(thing) was changed meanwhile."))
        case .leaseLost:
            // The message comes again, and finds the work done or held.
            self = .retry(Fault(.unavailable, "lease-lost", "Somebody else has taken over the work."))
        case .malformed(.position, _):
            self = .reject(
                Fault(.malformed, "malformed-position", "The list has no such place: begin again without it.")
            )
        case .malformed(.catalogue, let reason):
            // Whoever publishes it will mend it: until then nothing is refused for good.
            let sentence = "The catalogue of engines cannot be read: \(reason)."
            self = .retry(Fault(.unavailable, "catalogue-unreadable", sentence))
        case .malformed(let thing, let reason):
            self = .reject(Fault(.broken, "malformed", "The \(thing) cannot be read: \(reason)."))
        case .tooLarge(let thing, let limit):
            self = .reject(Fault(.tooLarge, "too-large", "The \(thing) is larger than \(limit) bytes."))
        case .unavailable(let outage):
            let sentence = "A service that is needed does not answer."
            self = .retry(Fault(.unavailable, "unavailable", sentence, cause: "\(outage)"))
        case .refused(let outage):
            let sentence = "A service that is needed refused the request."
            self = .reject(Fault(.broken, "refused", sentence, cause: "\(outage)"))
        case .deadlinePassed, .cancelled:
            self = .retry(Fault(.unavailable, "out-of-time", "The time for the answer was over."))
        }
    }
}
