/// The items of one partition, in order.
package struct QueryInput: Encodable, Sendable, Equatable {
    package var tableName: String
    package var indexName: String?
    package var keyConditionExpression: String
    package var filterExpression: String?
    package var projectionExpression: String?
    package var expressionAttributeNames: [String: String]?
    package var expressionAttributeValues: [String: AttributeValue]?
    package var scanIndexForward: Bool?
    package var limit: Int?
    package var consistentRead: Bool?
    package var exclusiveStartKey: [String: AttributeValue]?

    package init(
        tableName: String,
        indexName: String? = nil,
        keyConditionExpression: String,
        filterExpression: String? = nil,
        projectionExpression: String? = nil,
        expressionAttributeNames: [String: String]? = nil,
        expressionAttributeValues: [String: AttributeValue]? = nil,
        scanIndexForward: Bool? = nil,
        limit: Int? = nil,
        consistentRead: Bool? = nil,
        exclusiveStartKey: [String: AttributeValue]? = nil
    ) {
        self.tableName = tableName
        self.indexName = indexName
        self.keyConditionExpression = keyConditionExpression
        self.filterExpression = filterExpression
        self.projectionExpression = projectionExpression
        self.expressionAttributeNames = expressionAttributeNames
        self.expressionAttributeValues = expressionAttributeValues
        self.scanIndexForward = scanIndexForward
        self.limit = limit
        self.consistentRead = consistentRead
        self.exclusiveStartKey = exclusiveStartKey
    }

    private enum CodingKeys: String, CodingKey {
        case tableName = "TableName"
        case indexName = "IndexName"
        case keyConditionExpression = "KeyConditionExpression"
        case filterExpression = "FilterExpression"
        case projectionExpression = "ProjectionExpression"
        case expressionAttributeNames = "ExpressionAttributeNames"
        case expressionAttributeValues = "ExpressionAttributeValues"
        case scanIndexForward = "ScanIndexForward"
        case limit = "Limit"
        case consistentRead = "ConsistentRead"
        case exclusiveStartKey = "ExclusiveStartKey"
    }
}

/// One page; where there is a last key, there may be more behind it.
package struct QueryOutput: Decodable, Sendable, Equatable {
    package var items: [[String: AttributeValue]]?
    package var count: Int
    package var scannedCount: Int
    package var lastEvaluatedKey: [String: AttributeValue]?

    package init(
        items: [[String: AttributeValue]]? = nil,
        count: Int,
        scannedCount: Int,
        lastEvaluatedKey: [String: AttributeValue]? = nil
    ) {
        self.items = items
        self.count = count
        self.scannedCount = scannedCount
        self.lastEvaluatedKey = lastEvaluatedKey
    }

    private enum CodingKeys: String, CodingKey {
        case items = "Items"
        case count = "Count"
        case scannedCount = "ScannedCount"
        case lastEvaluatedKey = "LastEvaluatedKey"
    }
}
