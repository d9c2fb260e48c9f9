/// What callers may do.
package protocol Permissions: Sendable {
    func allows(_ action: String, on resource: ARN, to caller: Caller) -> Bool
}

/// No policy is looked at.
package struct EverythingAllowed: Permissions {
    package init() {}

    package func allows(_ action: String, on resource: ARN, to caller: Caller) -> Bool { true }
}

extension Ground {
    /// Refuses what the caller's role does not allow, and names it: `sqs:SendMessage` on that queue.
    package func allow(_ action: String, on resource: ARN, to caller: Caller) throws(ServiceFault) {
        if permissions.allows(action, on: resource, to: caller) { return }
        throw ServiceFault(
            "AccessDenied",
            "User: \(caller.arn) is not authorized to perform: \(action) on resource: \(resource) because no "
                + "identity-based policy allows the \(action) action",
            status: 403
        )
    }
}
