package import YAML

/// One statement of a policy.
package struct Statement: Sendable, Equatable {
    package enum Effect: String, Sendable {
        case allow = "Allow"
        case deny = "Deny"
    }

    /// What a statement speaks of, or all but what it speaks of.
    package enum Scope: Sendable, Equatable {
        case only([Pattern])
        case allBut([Pattern])

        func contains(_ name: String, ignoringCase: Bool = false) -> Bool {
            switch self {
            case .only(let patterns): patterns.contains { $0.matches(name, ignoringCase: ignoringCase) }
            case .allBut(let patterns): !patterns.contains { $0.matches(name, ignoringCase: ignoringCase) }
            }
        }
    }

    /// Whose calls a resource's own policy speaks of; a role's policy names nobody.
    package struct Principals: Sendable, Equatable {
        package let isNegated: Bool
        /// By kind: `Service`, `AWS`; anybody is `*` under `*`.
        package let names: [String: [String]]
    }

    package let sid: String?
    package let effect: Effect
    package let actions: Scope
    package let resources: Scope
    package let principals: Principals?
    /// Not evaluated: a verdict that hangs on it says so.
    package let condition: Value?
    package let place: YAMLPlace

    /// As a verdict names it.
    package var name: String { sid ?? "the statement at \(place)" }

    package static func == (one: Statement, two: Statement) -> Bool {
        (one.sid, one.effect, one.actions) == (two.sid, two.effect, two.actions)
            && (one.resources, one.principals, one.condition) == (two.resources, two.principals, two.condition)
    }

    func speaks(of action: String, on resource: String) -> Bool {
        actions.contains(action, ignoringCase: true) && resources.contains(resource)
    }
}

extension Statement {
    init(_ reader: Properties) throws(TemplateError) {
        sid = try reader.string("Sid")
        let word = try reader.need("Effect")
        guard let effect = Effect(rawValue: word) else {
            throw TemplateError(.wrongShape("Effect", expected: "Allow or Deny"), at: reader.value.place)
        }
        self.effect = effect
        guard let actions = try Self.scope("Action", reader) else { throw reader.missing("Action") }
        self.actions = actions
        // A role's trust policy names no resource: it is about the role itself.
        resources = try Self.scope("Resource", reader) ?? .only([Pattern("*")])
        principals = try Self.principals(reader)
        condition = reader.value("Condition")
        place = reader.value.place
    }

    private static func scope(_ key: String, _ reader: Properties) throws(TemplateError) -> Scope? {
        if let names = try reader.strings(key) { return .only(names.map(Pattern.init)) }
        if let names = try reader.strings("Not" + key) { return .allBut(names.map(Pattern.init)) }
        return nil
    }

    private static func principals(_ reader: Properties) throws(TemplateError) -> Principals? {
        for (key, isNegated) in [("Principal", false), ("NotPrincipal", true)] {
            guard let value = reader.value(key) else { continue }
            if let text = value.string { return Principals(isNegated: isNegated, names: [text: [text]]) }
            var names: [String: [String]] = [:]
            for member in value.members ?? [] {
                names[member.key] = try reader.inside(key, value).strings(member.key)
            }
            return Principals(isNegated: isNegated, names: names)
        }
        return nil
    }
}
