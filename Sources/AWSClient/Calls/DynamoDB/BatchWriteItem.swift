/// Puts and deletes at most 25 items, each by itself and without a condition.
package struct BatchWriteItem: DynamoDBOperation, Equatable {
    package static let name = "BatchWriteItem"

    /// By table.
    package var requestItems: [String: [WriteRequest]]
    package var returnConsumedCapacity: ReturnConsumedCapacity?
    package var isIdempotent: Bool

    package init(
        requestItems: [String: [WriteRequest]],
        returnConsumedCapacity: ReturnConsumedCapacity? = nil,
        isIdempotent: Bool
    ) {
        self.requestItems = requestItems
        self.returnConsumedCapacity = returnConsumedCapacity
        self.isIdempotent = isIdempotent
    }

    private enum CodingKeys: String, CodingKey {
        case requestItems = "RequestItems"
        case returnConsumedCapacity = "ReturnConsumedCapacity"
    }

    /// What DynamoDB had no room for is unprocessed.
    package struct Output: Decodable, Sendable, Equatable {
        package var unprocessedItems: [String: [WriteRequest]]?
        package var consumedCapacity: [ConsumedCapacity]?

        private enum CodingKeys: String, CodingKey {
            case unprocessedItems = "UnprocessedItems"
            case consumedCapacity = "ConsumedCapacity"
        }
    }
}

/// One write of a batch.
package enum WriteRequest: Sendable, Equatable {
    case put(item: Item)
    case delete(key: Item)
}

extension WriteRequest: Codable {
    private enum CodingKeys: String, CodingKey {
        case put = "PutRequest"
        case delete = "DeleteRequest"
    }

    private enum PutKey: String, CodingKey {
        case item = "Item"
    }

    private enum DeleteKey: String, CodingKey {
        case key = "Key"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if container.contains(.put) {
            let put = try container.nestedContainer(keyedBy: PutKey.self, forKey: .put)
            self = .put(item: try put.decode(Item.self, forKey: .item))
        } else {
            let delete = try container.nestedContainer(keyedBy: DeleteKey.self, forKey: .delete)
            self = .delete(key: try delete.decode(Item.self, forKey: .key))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .put(let item):
            var put = container.nestedContainer(keyedBy: PutKey.self, forKey: .put)
            try put.encode(item, forKey: .item)
        case .delete(let key):
            var delete = container.nestedContainer(keyedBy: DeleteKey.self, forKey: .delete)
            try delete.encode(key, forKey: .key)
        }
    }
}
