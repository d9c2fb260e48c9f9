import Domain
package import Hosting
import Ports

/// Tells the HTTP API who calls it, or that nobody may be let in.
///
/// Whatever is wrong with a key is answered alike, so that nobody learns which keys there are. Where keys cannot be
/// looked up at all the invocation fails: the API answers 500, and keeps no verdict.
package struct Authorize: Step {
    private let accounts: any Accounts

    package init(_ supply: inout some Supply) throws {
        accounts = try supply.accounts()
    }

    package func handle(
        _ event: AuthorizationRequest,
        context: InvocationContext
    ) async throws(StepFailure) -> Admission {
        do {
            switch event.proof {
            case .apiKey(let id, let secret):
                let accounts = accounts.until(context.deadline)
                let key = try await accounts.apiKey(id, with: secret.revealed, at: context.now)
                return key.map { Admission($0.organisation, $0.owner, $0.role) } ?? .refused
            case nil: return .refused
            }
        } catch {
            throw StepFailure(error)
        }
    }
}

/// An authorizer's simple response.
package struct Admission: Sendable, Encodable {
    private let isAuthorized: Bool
    /// What the functions behind the API are told; absent for those who are not let in.
    private let context: Context?

    private struct Context: Encodable {
        let organisation: OrganisationName
        let subject: OwnerName
        let role: APIKey.Role
    }

    static let refused = Admission(context: nil)

    init(_ organisation: OrganisationName, _ subject: OwnerName, _ role: APIKey.Role) {
        self.init(context: Context(organisation: organisation, subject: subject, role: role))
    }

    private init(context: Context?) {
        isAuthorized = context != nil
        self.context = context
    }
}
