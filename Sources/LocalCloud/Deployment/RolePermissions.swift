package import Template

/// What the roles of the template allow the functions that have them.
///
/// The developer's own calls are always allowed, and so are those of a role that the template does not define: nothing
/// here knows what it may do.
package struct RolePermissions: Permissions {
    private let policies: [String: Policy]

    package init(_ roles: [Role]) {
        policies = Dictionary(roles.map { ($0.name, $0.policy) }) { first, _ in first }
    }

    package func allows(_ action: String, on resource: ARN, to caller: Caller) -> Bool {
        guard let role = caller.role, let policy = policies[role] else { return true }
        return policy.allows(action, on: resource.description).isAllowed
    }
}
