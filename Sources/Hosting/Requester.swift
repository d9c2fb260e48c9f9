package import Domain

/// Who asks over HTTP, in the words of the business.
package struct Requester: Sendable, Equatable {
    package let organisation: OrganisationName
    package let owner: OwnerName
    package let role: APIKey.Role

    /// Whether it may do away with a document: its own, or as an administrator any of its organisation.
    package func mayDelete(_ document: Document) -> Bool {
        organisation == document.organisation && (role == .administrator || owner == document.owner)
    }
}

extension InvocationContext {
    /// Whoever asks, if they may.
    ///
    /// The authorizer let the request through; each step looks at the role itself all the same.
    package func requester(_ right: Right) throws(StepFailure) -> Requester {
        guard let principal, let role = APIKey.Role(rawValue: principal.role) else { throw .unauthenticated }
        let requester: Requester
        do throws(InvalidName) {
            requester = Requester(
                organisation: try OrganisationName(principal.organisation),
                owner: try OwnerName(principal.subject),
                role: role
            )
        } catch {
            throw .unauthenticated
        }
        guard right.holders.contains(role) else { throw .forbidden(role) }
        return requester
    }
}

/// What somebody may do.
package enum Right: Sendable {
    case read
    /// Also scan again, and delete what is one's own.
    case upload

    fileprivate var holders: Set<APIKey.Role> {
        switch self {
        case .read: [.reader, .uploader, .administrator]
        case .upload: [.uploader, .administrator]
        }
    }
}

extension StepFailure {
    fileprivate static func forbidden(_ role: APIKey.Role) -> StepFailure {
        .reject(Fault(.forbidden, "forbidden", "A key with the role \(role.rawValue) may not do this."))
    }

    fileprivate static let unauthenticated = StepFailure.reject(
        Fault(.unauthenticated, "unauthenticated", "Nobody has said who asks: send an API key in x-api-key.")
    )
}
