/// An item that takes the place of whatever has its key.
package struct PutItemInput: Encodable, Sendable, Equatable {
    package var tableName: String
    package var item: [String: AttributeValue]
    package var conditionExpression: String?
    package var expressionAttributeNames: [String: String]?
    package var expressionAttributeValues: [String: AttributeValue]?
    /// `ALL_OLD` or nothing.
    package var returnValues: String?

    package init(
        tableName: String,
        item: [String: AttributeValue],
        conditionExpression: String? = nil,
        expressionAttributeNames: [String: String]? = nil,
        expressionAttributeValues: [String: AttributeValue]? = nil,
        returnValues: String? = nil
    ) {
        self.tableName = tableName
        self.item = item
        self.conditionExpression = conditionExpression
        self.expressionAttributeNames = expressionAttributeNames
        self.expressionAttributeValues = expressionAttributeValues
        self.returnValues = returnValues
    }

    private enum CodingKeys: String, CodingKey {
        case tableName = "TableName"
        case item = "Item"
        case conditionExpression = "ConditionExpression"
        case expressionAttributeNames = "ExpressionAttributeNames"
        case expressionAttributeValues = "ExpressionAttributeValues"
        case returnValues = "ReturnValues"
    }
}

/// What was there before, where it was asked for.
package struct PutItemOutput: Decodable, Sendable, Equatable {
    package var attributes: [String: AttributeValue]?

    package init(attributes: [String: AttributeValue]? = nil) {
        self.attributes = attributes
    }

    private enum CodingKeys: String, CodingKey {
        case attributes = "Attributes"
    }
}
