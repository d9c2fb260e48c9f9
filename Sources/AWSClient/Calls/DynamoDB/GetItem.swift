/// One item, by its key.
package struct GetItemInput: Encodable, Sendable, Equatable {
    package var tableName: String
    package var key: [String: AttributeValue]
    package var consistentRead: Bool?
    package var projectionExpression: String?
    package var expressionAttributeNames: [String: String]?

    package init(
        tableName: String,
        key: [String: AttributeValue],
        consistentRead: Bool? = nil,
        projectionExpression: String? = nil,
        expressionAttributeNames: [String: String]? = nil
    ) {
        self.tableName = tableName
        self.key = key
        self.consistentRead = consistentRead
        self.projectionExpression = projectionExpression
        self.expressionAttributeNames = expressionAttributeNames
    }

    private enum CodingKeys: String, CodingKey {
        case tableName = "TableName"
        case key = "Key"
        case consistentRead = "ConsistentRead"
        case projectionExpression = "ProjectionExpression"
        case expressionAttributeNames = "ExpressionAttributeNames"
    }
}

/// The item; nil where there is none.
package struct GetItemOutput: Decodable, Sendable, Equatable {
    package var item: [String: AttributeValue]?

    package init(item: [String: AttributeValue]? = nil) {
        self.item = item
    }

    private enum CodingKeys: String, CodingKey {
        case item = "Item"
    }
}
