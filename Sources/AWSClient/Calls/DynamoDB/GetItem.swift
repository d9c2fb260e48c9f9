/// One item by its key, and which of its attributes.
package struct Get: Encodable, Sendable, Equatable {
    package var tableName: String
    package var key: Item
    package var projectionExpression: String?
    package var expressionAttributeNames: [String: String]?

    package init(
        tableName: String,
        key: Item,
        projectionExpression: String? = nil,
        expressionAttributeNames: [String: String]? = nil
    ) {
        self.tableName = tableName
        self.key = key
        self.projectionExpression = projectionExpression
        self.expressionAttributeNames = expressionAttributeNames
    }

    private enum CodingKeys: String, CodingKey {
        case tableName = "TableName"
        case key = "Key"
        case projectionExpression = "ProjectionExpression"
        case expressionAttributeNames = "ExpressionAttributeNames"
    }
}

/// Reads one item.
package struct GetItem: DynamoDBOperation, Equatable {
    package typealias Output = ItemResponse

    package static let name = "GetItem"
    package var isIdempotent: Bool { true }

    package var get: Get
    package var consistentRead: Bool?
    package var returnConsumedCapacity: ReturnConsumedCapacity?

    package init(
        _ get: Get,
        consistentRead: Bool? = nil,
        returnConsumedCapacity: ReturnConsumedCapacity? = nil
    ) {
        self.get = get
        self.consistentRead = consistentRead
        self.returnConsumedCapacity = returnConsumedCapacity
    }

    private enum CodingKeys: String, CodingKey {
        case consistentRead = "ConsistentRead"
        case returnConsumedCapacity = "ReturnConsumedCapacity"
    }

    package func encode(to encoder: any Encoder) throws {
        try get.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(consistentRead, forKey: .consistentRead)
        try container.encodeIfPresent(returnConsumedCapacity, forKey: .returnConsumedCapacity)
    }
}

/// An item that was asked for; nil where there is none.
package struct ItemResponse: Decodable, Sendable, Equatable {
    package var item: Item?
    package var consumedCapacity: ConsumedCapacity?

    private enum CodingKeys: String, CodingKey {
        case item = "Item"
        case consumedCapacity = "ConsumedCapacity"
    }
}
