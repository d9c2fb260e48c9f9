/// Whether an answer tells what the call has cost.
package enum ReturnConsumedCapacity: String, Encodable, Sendable {
    case total = "TOTAL"
    case indexes = "INDEXES"
    case none = "NONE"
}

/// What a call has cost at one table.
package struct ConsumedCapacity: Decodable, Sendable, Equatable {
    package var tableName: String?
    package var capacityUnits: Double?

    private enum CodingKeys: String, CodingKey {
        case tableName = "TableName"
        case capacityUnits = "CapacityUnits"
    }
}
