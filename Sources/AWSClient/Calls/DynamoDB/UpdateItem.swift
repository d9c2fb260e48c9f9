/// A change of one item, which is made where there is none.
package struct UpdateItemInput: Encodable, Sendable, Equatable {
    package var tableName: String
    package var key: [String: AttributeValue]
    package var updateExpression: String?
    package var conditionExpression: String?
    package var expressionAttributeNames: [String: String]?
    package var expressionAttributeValues: [String: AttributeValue]?
    /// Such as `ALL_NEW`.
    package var returnValues: String?

    package init(
        tableName: String,
        key: [String: AttributeValue],
        updateExpression: String? = nil,
        conditionExpression: String? = nil,
        expressionAttributeNames: [String: String]? = nil,
        expressionAttributeValues: [String: AttributeValue]? = nil,
        returnValues: String? = nil
    ) {
        self.tableName = tableName
        self.key = key
        self.updateExpression = updateExpression
        self.conditionExpression = conditionExpression
        self.expressionAttributeNames = expressionAttributeNames
        self.expressionAttributeValues = expressionAttributeValues
        self.returnValues = returnValues
    }

    private enum CodingKeys: String, CodingKey {
        case tableName = "TableName"
        case key = "Key"
        case updateExpression = "UpdateExpression"
        case conditionExpression = "ConditionExpression"
        case expressionAttributeNames = "ExpressionAttributeNames"
        case expressionAttributeValues = "ExpressionAttributeValues"
        case returnValues = "ReturnValues"
    }
}

/// The attributes that were asked for.
package struct UpdateItemOutput: Decodable, Sendable, Equatable {
    package var attributes: [String: AttributeValue]?

    package init(attributes: [String: AttributeValue]? = nil) {
        self.attributes = attributes
    }

    private enum CodingKeys: String, CodingKey {
        case attributes = "Attributes"
    }
}
