package import HTTP

/// Where credentials come from.
package protocol CredentialProvider: Sendable {
    /// Credentials that are valid now; `.notConfigured` where this provider has nothing to go by.
    func credentials() async throws(CredentialFailure) -> Credentials
    /// Others than those that a service has refused as lapsed, where there are any.
    func credentials(insteadOf refused: Credentials) async throws(CredentialFailure) -> Credentials
}

extension CredentialProvider {
    /// For a source that keeps nothing: what it gives is new.
    package func credentials(insteadOf refused: Credentials) async throws(CredentialFailure) -> Credentials {
        try await credentials()
    }
}

extension Credentials: CredentialProvider {
    package func credentials() async throws(CredentialFailure) -> Credentials { self }
}

/// Why there are no credentials; `source` names the provider.
package enum CredentialFailure: Error, Sendable, Equatable {
    /// Not an error by itself: the next provider of the chain is asked.
    case notConfigured
    /// None of these providers is set up.
    case nowhere(lookedIn: [String])
    case invalid(source: String, reason: String)
    case unreachable(source: String, TransportFailure)
    case refused(source: String, status: Int, code: String)
    case cancelled
}

extension CredentialFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notConfigured: "no credentials are configured"
        case .nowhere(let sources): "no credentials in any of: \(sources.joined(separator: ", "))"
        case .invalid(let source, let reason): "credentials from \(source): \(reason)"
        case .unreachable(let source, let failure): "credentials from \(source): \(failure)"
        case .refused(let source, let status, let code): "credentials from \(source): refused with \(status) \(code)"
        case .cancelled: "the search for credentials was cancelled"
        }
    }
}
