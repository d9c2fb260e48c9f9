import YAML

/// The statements that hold for one caller, or for one resource.
package struct Policy: Sendable, Equatable {
    package var statements: [Statement]

    package init(statements: [Statement] = []) {
        self.statements = statements
    }

    /// Whether an action on a resource, both in AWS's names, is allowed: by a statement, and forbidden by none.
    package func allows(_ action: String, on resource: String) -> Verdict {
        let speaking = statements.filter { $0.speaks(of: action, on: resource) }
        // A condition is not evaluated; it is taken as AWS's own services would have it for an honest caller.
        if let denial = speaking.first(where: { $0.effect == .deny && $0.condition == nil }) {
            return Verdict(decision: .denied(by: denial.name), unevaluated: [])
        }
        let unevaluated = speaking.filter { $0.condition != nil }
        let isAllowed = speaking.contains { $0.effect == .allow }
        let allowedAnyway = speaking.contains { $0.effect == .allow && $0.condition == nil }
        let relevant = unevaluated.filter { $0.effect == .deny || !allowedAnyway }
        return Verdict(decision: isAllowed ? .allowed : .notMentioned, unevaluated: relevant.map(\.name))
    }
}

/// What a policy says of one call.
package struct Verdict: Sendable, Equatable {
    package enum Decision: Sendable, Equatable {
        case allowed
        case denied(by: String)
        /// By no statement, which is a refusal too.
        case notMentioned
    }

    package let decision: Decision
    /// The statements whose conditions would have a say on AWS, and have none here.
    package let unevaluated: [String]

    package init(decision: Decision, unevaluated: [String] = []) {
        self.decision = decision
        self.unevaluated = unevaluated
    }

    package var isAllowed: Bool { decision == .allowed }
}

extension Policy {
    /// Reads a document: `{Version, Statement: […]}`.
    init(_ reader: Properties) throws(TemplateError) {
        reader.skip("Version", "Id")
        guard let value = reader.value("Statement") else { throw reader.missing("Statement") }
        var statements: [Statement] = []
        for (index, item) in (value.list ?? [value]).enumerated() {
            statements.append(try Statement(reader.inside("Statement[\(index)]", item)))
        }
        self.init(statements: statements)
    }
}
