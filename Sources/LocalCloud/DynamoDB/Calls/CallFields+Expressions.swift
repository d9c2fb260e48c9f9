import AWSClient
import JSON

extension CallFields {
    /// What the placeholders of a call's expressions stand for.
    mutating func placeholders(withValues: Bool = true) throws(ServiceFault) -> Placeholders {
        let names = try map("ExpressionAttributeNames") { _, name throws(ServiceFault) in
            try name.text("ExpressionAttributeNames")
        }
        let values =
            withValues
            ? try map("ExpressionAttributeValues") { _, value throws(ServiceFault) in try AttributeValue(value) } : nil
        if names?.isEmpty == true { throw .invalid("ExpressionAttributeNames must not be empty") }
        if values?.isEmpty == true { throw .invalid("ExpressionAttributeValues must not be empty") }
        for (names, sign, field): ([String]?, Character, String) in [
            (names?.map(\.key), "#", "ExpressionAttributeNames"),
            (values?.map(\.key), ":", "ExpressionAttributeValues"),
        ] {
            for name in names ?? [] where !Lexer.isPlaceholder(name, sign) {
                throw .invalid("\(field) contains invalid key: Syntax error; key: \"\(name)\"")
            }
        }
        return Placeholders(
            names: Dictionary(uniqueKeysWithValues: (names ?? []).map { ($0.key, $0.value) }),
            values: Dictionary(uniqueKeysWithValues: (values ?? []).map { ($0.key, $0.value) })
        )
    }

    mutating func condition(_ kind: ExpressionKind, _ placeholders: inout Placeholders) throws(ServiceFault)
        -> Condition?
    {
        try expression(kind, &placeholders) { parser throws(ExpressionFault) in try parser.wholeCondition() }
    }

    mutating func projection(_ placeholders: inout Placeholders) throws(ServiceFault) -> Projection? {
        try expression(.projection, &placeholders) { parser throws(ExpressionFault) in try parser.wholeProjection() }
    }

    mutating func update(_ placeholders: inout Placeholders) throws(ServiceFault) -> UpdateExpression? {
        try expression(.update, &placeholders) { parser throws(ExpressionFault) in try parser.wholeUpdate() }
    }

    private mutating func expression<Expression>(
        _ kind: ExpressionKind,
        _ placeholders: inout Placeholders,
        _ whole: (inout ExpressionParser) throws(ExpressionFault) -> Expression
    ) throws(ServiceFault) -> Expression? {
        guard let text = try text(kind.rawValue) else { return nil }
        do throws(ExpressionFault) {
            var parser = try ExpressionParser(text, of: kind, placeholders)
            let expression = try whole(&parser)
            placeholders = parser.placeholders
            return expression
        } catch {
            throw ServiceFault(error)
        }
    }
}

extension Placeholders {
    /// Refuses what no expression has used; `kinds` are the expressions that the call could have had values for.
    func checkUse(ofNames hasExpression: Bool, ofValues hasValueExpression: Bool, _ kinds: [ExpressionKind])
        throws(ServiceFault)
    {
        if !names.isEmpty, !hasExpression {
            throw .invalid("ExpressionAttributeNames can only be specified when using expressions")
        }
        if !values.isEmpty, !hasValueExpression {
            let missing = kinds.map(\.rawValue).joined(separator: " and ")
            throw .invalid(
                "ExpressionAttributeValues can only be specified when using expressions: "
                    + "\(missing) \(kinds.count == 1 ? "is" : "are") null"
            )
        }
        for (unused, field) in [
            (unusedNames, "ExpressionAttributeNames"), (unusedValues, "ExpressionAttributeValues"),
        ] where !unused.isEmpty {
            throw .invalid(
                "Value provided in \(field) unused in expressions: keys: {\(unused.joined(separator: ", "))}"
            )
        }
    }
}
