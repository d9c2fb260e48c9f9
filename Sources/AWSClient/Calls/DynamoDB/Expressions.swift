/// What a write says in DynamoDB's language of expressions, and what the names and values in it stand for.
package struct Expressions: Encodable, Sendable, Equatable {
    /// Without it the write is made in any case.
    package var conditionExpression: String?
    /// `#name` for each name that is a reserved word, as many are.
    package var names: [String: String]?
    /// `:value` for each value.
    package var values: [String: AttributeValue]?
    /// Whether a condition that fails tells the item as it is.
    package var returnsItemOnFailure: Bool

    package init(
        conditionExpression: String? = nil,
        names: [String: String]? = nil,
        values: [String: AttributeValue]? = nil,
        returnsItemOnFailure: Bool = false
    ) {
        self.conditionExpression = conditionExpression
        self.names = names
        self.values = values
        self.returnsItemOnFailure = returnsItemOnFailure
    }

    private enum CodingKeys: String, CodingKey {
        case conditionExpression = "ConditionExpression"
        case names = "ExpressionAttributeNames"
        case values = "ExpressionAttributeValues"
        case returned = "ReturnValuesOnConditionCheckFailure"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(conditionExpression, forKey: .conditionExpression)
        try container.encodeIfPresent(names, forKey: .names)
        try container.encodeIfPresent(values, forKey: .values)
        if returnsItemOnFailure { try container.encode("ALL_OLD", forKey: .returned) }
    }
}
