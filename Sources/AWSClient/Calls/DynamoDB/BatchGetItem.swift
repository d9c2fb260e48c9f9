/// Reads at most a hundred items, of 16 MB together.
package struct BatchGetItem: DynamoDBOperation, Equatable {
    package static let name = "BatchGetItem"
    package var isIdempotent: Bool { true }

    /// By table.
    package var requestItems: [String: KeysAndAttributes]
    package var returnConsumedCapacity: ReturnConsumedCapacity?

    package init(
        requestItems: [String: KeysAndAttributes],
        returnConsumedCapacity: ReturnConsumedCapacity? = nil
    ) {
        self.requestItems = requestItems
        self.returnConsumedCapacity = returnConsumedCapacity
    }

    private enum CodingKeys: String, CodingKey {
        case requestItems = "RequestItems"
        case returnConsumedCapacity = "ReturnConsumedCapacity"
    }

    /// The items in no order, without those that do not exist; what DynamoDB had no room or no time for is unprocessed.
    package struct Output: Decodable, Sendable, Equatable {
        package var responses: [String: [Item]]?
        package var unprocessedKeys: [String: KeysAndAttributes]?
        package var consumedCapacity: [ConsumedCapacity]?

        private enum CodingKeys: String, CodingKey {
            case responses = "Responses"
            case unprocessedKeys = "UnprocessedKeys"
            case consumedCapacity = "ConsumedCapacity"
        }
    }
}

/// What to read of one table.
package struct KeysAndAttributes: Codable, Sendable, Equatable {
    package var keys: [Item]
    package var consistentRead: Bool?
    package var projectionExpression: String?
    package var expressionAttributeNames: [String: String]?

    package init(
        keys: [Item],
        consistentRead: Bool? = nil,
        projectionExpression: String? = nil,
        expressionAttributeNames: [String: String]? = nil
    ) {
        self.keys = keys
        self.consistentRead = consistentRead
        self.projectionExpression = projectionExpression
        self.expressionAttributeNames = expressionAttributeNames
    }

    private enum CodingKeys: String, CodingKey {
        case keys = "Keys"
        case consistentRead = "ConsistentRead"
        case projectionExpression = "ProjectionExpression"
        case expressionAttributeNames = "ExpressionAttributeNames"
    }
}
