package import Time

/// At most a hundred writes of different items, all of them or none.
package struct TransactWriteItems: DynamoDBOperation, Equatable {
    package static let name = "TransactWriteItems"
    /// DynamoDB knows a token for ten minutes, and answers a second call with it as the first.
    package var isIdempotent: Bool { clientRequestToken != nil }

    package var transactItems: [TransactWriteItem]
    package var clientRequestToken: UUID?
    package var returnConsumedCapacity: ReturnConsumedCapacity?

    package init(
        transactItems: [TransactWriteItem],
        clientRequestToken: UUID?,
        returnConsumedCapacity: ReturnConsumedCapacity? = nil
    ) {
        self.transactItems = transactItems
        self.clientRequestToken = clientRequestToken
        self.returnConsumedCapacity = returnConsumedCapacity
    }

    private enum CodingKeys: String, CodingKey {
        case transactItems = "TransactItems"
        case clientRequestToken = "ClientRequestToken"
        case returnConsumedCapacity = "ReturnConsumedCapacity"
    }

    package struct Output: Decodable, Sendable, Equatable {
        package var consumedCapacity: [ConsumedCapacity]?

        private enum CodingKeys: String, CodingKey {
            case consumedCapacity = "ConsumedCapacity"
        }
    }
}

/// One write of a transaction.
package enum TransactWriteItem: Encodable, Sendable, Equatable {
    case put(Put)
    case update(Update)
    case delete(Delete)
    case conditionCheck(ConditionCheck)

    private enum CodingKeys: String, CodingKey {
        case put = "Put"
        case update = "Update"
        case delete = "Delete"
        case conditionCheck = "ConditionCheck"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .put(let put): try container.encode(put, forKey: .put)
        case .update(let update): try container.encode(update, forKey: .update)
        case .delete(let delete): try container.encode(delete, forKey: .delete)
        case .conditionCheck(let check): try container.encode(check, forKey: .conditionCheck)
        }
    }
}
