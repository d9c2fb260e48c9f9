import AWSClient
import HTTP
import Ports

extension PortError {
    /// What a call's failure means to whoever stands before a port.
    init(_ failure: CallFailure) {
        switch failure {
        case .service(let answer):
            let outage = Outage(
                service: answer.service,
                code: answer.code,
                message: answer.message,
                requestID: answer.requestID
            )
            // Credentials that have lapsed are renewed by the next call, if not by this one.
            self = answer.isRetryable || answer.isExpiredToken ? .unavailable(outage) : .refused(outage)
        case .transport(.deadlinePassed): self = .deadlinePassed
        case .transport(.cancelled), .credentials(.cancelled): self = .cancelled
        case .transport(let lost): self = .unavailable(Outage(service: "network", code: "lost", message: "\(lost)"))
        case .credentials(let none):
            self = .unavailable(Outage(service: "credentials", code: "none", message: "\(none)"))
        case .signing(let fault): self = .refused(Outage(service: "signature", code: "unsigned", message: "\(fault)"))
        case .unreadable(let service, let reason):
            self = .unavailable(Outage(service: service, code: "unreadable", message: reason))
        }
    }

    /// What a batch that came to no end means.
    init(_ cause: UnfinishedCause) {
        switch cause {
        case .failure(let failure): self.init(failure)
        case .attemptsUsedUp:
            self = .unavailable(
                Outage(service: "dynamodb", code: "unprocessed", message: "it had no room for all of it")
            )
        case .deadlineTooNear: self = .deadlinePassed
        }
    }
}
