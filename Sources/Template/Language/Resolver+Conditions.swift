import YAML

/// A condition of the template, before and after it was decided.
enum Condition {
    case written(Value)
    case decided(Bool)
}

extension Resolver {
    /// Whether the condition of that name holds.
    mutating func holds(conditionNamed name: String, at place: YAMLPlace) throws(TemplateError) -> Bool {
        switch conditions[name] {
        case .decided(let holds): return holds
        case .written(let value):
            if let start = deciding.firstIndex(of: name) {
                throw TemplateError(.cycle(.condition, Array(deciding[start...])), at: place)
            }
            guard deciding.count < Self.longestChain else {
                throw TemplateError(
                    .tooMuch("conditions that wait for one another", limit: Self.longestChain),
                    at: place
                )
            }
            deciding.append(name)
            let holds = try holds(value)
            deciding.removeLast()
            conditions[name] = .decided(holds)
            return holds
        case nil:
            throw TemplateError(
                .unknown(.condition, name, nearest: nearest(to: name, among: conditions.keys)),
                at: place
            )
        }
    }

    /// Whether an expression of conditions holds.
    mutating func holds(_ value: Value) throws(TemplateError) -> Bool {
        guard let members = value.members, members.count == 1, let call = members.first else {
            guard let resolved = value.scalarText, let bool = ["true": true, "false": false][resolved] else {
                throw TemplateError(.wrongShape("A condition", expected: "a function of conditions"), at: value.place)
            }
            return bool
        }
        switch call.key {
        case "Condition":
            guard let name = call.value.string else {
                throw TemplateError(.wrongShape("Condition", expected: "a name"), at: call.value.place)
            }
            return try holds(conditionNamed: name, at: call.value.place)
        case "Fn::Equals":
            let values = try arguments(call.key, call.value, 2...2)
            let one = try resolve(values[0])
            let two = try resolve(values[1])
            return one?.scalarText.map { $0 == two?.scalarText } ?? (one == two)
        case "Fn::Not": return try !holds(try arguments(call.key, call.value, 1...1)[0])
        case "Fn::And": return try decisions(call).allSatisfy { $0 }
        case "Fn::Or": return try decisions(call).contains(true)
        default:
            guard let resolved = try resolve(value), resolved.call == nil, resolved.members == nil else {
                throw TemplateError(.wrongShape("A condition", expected: "a function of conditions"), at: value.place)
            }
            return try holds(resolved)
        }
    }

    /// All of them, so that a mistake in the last is found even where the first decides.
    private mutating func decisions(_ call: Value.Member) throws(TemplateError) -> [Bool] {
        var decisions: [Bool] = []
        for value in try arguments(call.key, call.value, 2...10) { decisions.append(try holds(value)) }
        return decisions
    }

    /// The branch of `Fn::If` that its condition chooses.
    mutating func chosen(_ arguments: [Value]) throws(TemplateError) -> Value {
        guard let name = arguments[0].string else {
            throw TemplateError(
                .wrongShape("The first value of Fn::If", expected: "a condition's name"),
                at: arguments[0].place
            )
        }
        return try holds(conditionNamed: name, at: arguments[0].place) ? arguments[1] : arguments[2]
    }
}
