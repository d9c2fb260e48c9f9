import LocalCloud

/// A policy that refuses everything.
struct NothingAllowed: Permissions {
    func allows(_ action: String, on resource: ARN, to caller: Caller) -> Bool { false }
}
