/// At most a hundred items, all as they were at one moment.
package struct TransactGetItems: DynamoDBOperation, Equatable {
    package static let name = "TransactGetItems"
    package var isIdempotent: Bool { true }

    package var transactItems: [TransactGetItem]
    package var returnConsumedCapacity: ReturnConsumedCapacity?

    package init(_ gets: [Get], returnConsumedCapacity: ReturnConsumedCapacity? = nil) {
        transactItems = gets.map(TransactGetItem.init)
        self.returnConsumedCapacity = returnConsumedCapacity
    }

    private enum CodingKeys: String, CodingKey {
        case transactItems = "TransactItems"
        case returnConsumedCapacity = "ReturnConsumedCapacity"
    }

    /// One response for each item that was asked for, in the same order.
    package struct Output: Decodable, Sendable, Equatable {
        package var responses: [ItemResponse]
        package var consumedCapacity: [ConsumedCapacity]?

        private enum CodingKeys: String, CodingKey {
            case responses = "Responses"
            case consumedCapacity = "ConsumedCapacity"
        }
    }
}

/// One item of a transaction.
package struct TransactGetItem: Encodable, Sendable, Equatable {
    package var get: Get

    private enum CodingKeys: String, CodingKey {
        case get = "Get"
    }
}
