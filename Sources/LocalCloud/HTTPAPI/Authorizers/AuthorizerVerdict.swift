import JSON

/// What an authorizer said, as it is kept for others who ask with the same identity.
struct AuthorizerVerdict: Sendable, Equatable {
    enum Decision: Sendable, Equatable {
        /// Of every route.
        case simple(Bool)
        /// Of what the statements name.
        case policy([GatewayStatement])
    }

    let decision: Decision
    /// For the function; null where the authorizer gave none.
    let context: JSONValue

    /// Reads what an authorizer answered, in the form that it is configured for.
    init(reading payload: [UInt8], isSimple: Bool) throws(APIRefusal) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: payload)
        } catch {
            throw .internalError
        }
        context = value["context"] ?? .null
        guard context.isNull || context.object != nil else { throw .internalError }
        if isSimple {
            guard let isAuthorized = value["isAuthorized"]?.bool else { throw .internalError }
            decision = .simple(isAuthorized)
            return
        }
        guard let statement = value["policyDocument"]?["Statement"] else { throw .internalError }
        var statements: [GatewayStatement] = []
        for one in statement.array ?? [statement] { statements.append(try GatewayStatement(one)) }
        decision = .policy(statements)
    }

    func allows(_ route: String) -> Bool {
        switch decision {
        case .simple(let isAuthorized): return isAuthorized
        case .policy(let statements):
            let speaking = statements.filter { $0.speaks(of: route) }
            return speaking.contains { $0.isAllowing } && !speaking.contains { !$0.isAllowing }
        }
    }
}

/// A statement of the policy that an authorizer answers with.
struct GatewayStatement: Sendable, Equatable {
    let isAllowing: Bool
    private let actions: [Wildcard]
    private let resources: [Wildcard]

    init(_ value: JSONValue) throws(APIRefusal) {
        for key in ["Condition", "NotAction", "NotResource"] where value[key] != nil {
            throw .notEmulated("'\(key)' in the policy of an authorizer")
        }
        switch value["Effect"]?.string {
        case "Allow": isAllowing = true
        case "Deny": isAllowing = false
        default: throw .internalError
        }
        actions = try Self.texts(value["Action"]).map { Wildcard($0.lowercased()) }
        resources = try Self.texts(value["Resource"]).map { Wildcard($0) }
    }

    func speaks(of route: String) -> Bool {
        actions.contains { $0.matches("execute-api:invoke") } && resources.contains { $0.matches(route) }
    }

    private static func texts(_ value: JSONValue?) throws(APIRefusal) -> [String] {
        if let text = value?.string { return [text] }
        var texts: [String] = []
        for item in value?.array ?? [] {
            guard let text = item.string else { throw .internalError }
            texts.append(text)
        }
        if texts.isEmpty { throw .internalError }
        return texts
    }
}
