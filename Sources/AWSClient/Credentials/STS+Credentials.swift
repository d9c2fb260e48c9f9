import HTTP
import Time

extension STS {
    /// The credentials that a call answers with, in the words of those who look for credentials.
    func credentials<Call: STSOperation>(
        by operation: Call,
        from source: String,
        at now: Instant
    ) async throws(CredentialFailure) -> Credentials where Call.Output == RoleCredentials {
        do throws(CallFailure) {
            return try await call(operation, deadline: now + Self.patience).credentials
        } catch {
            throw CredentialFailure(error, from: source)
        }
    }

    /// Whoever waits for credentials has a deadline of its own; this one ends a fetch that nobody waits for.
    private static let patience: Duration = .seconds(30)
}

extension CredentialFailure {
    init(_ failure: CallFailure, from source: String) {
        switch failure {
        case .service(let failure): self = .refused(source: source, status: failure.status, code: failure.code)
        case .transport(.cancelled): self = .cancelled
        case .transport(let failure): self = .unreachable(source: source, failure)
        case .credentials(let failure): self = failure
        case .signing(let failure): self = .invalid(source: source, reason: "\(failure)")
        case .unreadable(_, let reason): self = .invalid(source: source, reason: reason)
        }
    }
}
