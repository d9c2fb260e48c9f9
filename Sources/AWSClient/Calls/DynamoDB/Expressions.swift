/// What a write says in DynamoDB's language of expressions, and what the names and values in it stand for.
package struct Expressions: Encodable, Sendable, Equatable {
    /// Without it the write is made in any case.
    package var conditionExpression: String?
    /// `#name` for each name that is a reserved word, as many are.
    package var expressionAttributeNames: [String: String]?
    /// `:value` for each value.
    package var expressionAttributeValues: [String: AttributeValue]?
    /// `ALL_OLD` for a condition that tells the item as it is where it fails.
    package var returnValuesOnConditionCheckFailure: ReturnValues?

    package init(
        conditionExpression: String? = nil,
        expressionAttributeNames: [String: String]? = nil,
        expressionAttributeValues: [String: AttributeValue]? = nil,
        returnValuesOnConditionCheckFailure: ReturnValues? = nil
    ) {
        self.conditionExpression = conditionExpression
        self.expressionAttributeNames = expressionAttributeNames
        self.expressionAttributeValues = expressionAttributeValues
        self.returnValuesOnConditionCheckFailure = returnValuesOnConditionCheckFailure
    }

    private enum CodingKeys: String, CodingKey {
        case conditionExpression = "ConditionExpression"
        case expressionAttributeNames = "ExpressionAttributeNames"
        case expressionAttributeValues = "ExpressionAttributeValues"
        case returnValuesOnConditionCheckFailure = "ReturnValuesOnConditionCheckFailure"
    }
}
