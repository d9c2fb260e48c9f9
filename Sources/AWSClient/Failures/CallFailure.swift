package import HTTP

/// Why a call came to no result.
package enum CallFailure: Error, Sendable, Equatable {
    case service(AWSFailure)
    case transport(TransportFailure)
    case credentials(CredentialFailure)
    case signing(SigningFailure)
    /// The service answered that all is well, but not in a form that we know.
    case unreadable(service: String, reason: String)
}

extension CallFailure {
    /// The service's own code, where it gave one.
    package var code: String? {
        guard case .service(let failure) = self else { return nil }
        return failure.code
    }
}

extension CallFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .service(let failure): failure.description
        case .transport(let failure): failure.description
        case .credentials(let failure): failure.description
        case .signing(let failure): "the request cannot be signed: \(failure)"
        case .unreadable(let service, let reason): "the answer of \(service) cannot be read: \(reason)"
        }
    }
}
