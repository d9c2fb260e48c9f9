/// The items of one partition, in order.
package struct Query: DynamoDBOperation, Equatable {
    package static let name = "Query"
    package var isIdempotent: Bool { true }

    package var tableName: String
    package var indexName: String?
    package var keyConditionExpression: String
    package var filterExpression: String?
    package var projectionExpression: String?
    package var expressionAttributeNames: [String: String]?
    package var expressionAttributeValues: [String: AttributeValue]?
    package var scanIndexForward: Bool?
    /// How many items are looked at, before the filter.
    package var limit: Int?
    package var consistentRead: Bool?
    package var exclusiveStartKey: Item?
    /// `COUNT` for their number alone.
    package var select: String?
    package var returnConsumedCapacity: ReturnConsumedCapacity?

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
        exclusiveStartKey: Item? = nil,
        select: String? = nil,
        returnConsumedCapacity: ReturnConsumedCapacity? = nil
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
        self.select = select
        self.returnConsumedCapacity = returnConsumedCapacity
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
        case select = "Select"
        case returnConsumedCapacity = "ReturnConsumedCapacity"
    }

    /// One page; where there is a last key, there may be more behind it.
    package struct Output: Decodable, Sendable, Equatable {
        package var items: [Item]?
        package var count: Int
        package var scannedCount: Int
        package var lastEvaluatedKey: Item?
        package var consumedCapacity: ConsumedCapacity?

        private enum CodingKeys: String, CodingKey {
            case items = "Items"
            case count = "Count"
            case scannedCount = "ScannedCount"
            case lastEvaluatedKey = "LastEvaluatedKey"
            case consumedCapacity = "ConsumedCapacity"
        }
    }
}
