package typealias PutItem = WriteItem<Put>
package typealias UpdateItem = WriteItem<Update>
package typealias DeleteItem = WriteItem<Delete>

/// A write that has an operation of its own.
package protocol SingleWrite: ItemWrite {
    static var operation: String { get }
}

extension Put: SingleWrite {
    package static let operation = "PutItem"
}

extension Update: SingleWrite {
    package static let operation = "UpdateItem"
}

extension Delete: SingleWrite {
    package static let operation = "DeleteItem"
}

/// One item put, updated or deleted.
package struct WriteItem<Write: SingleWrite>: DynamoDBOperation, Equatable {
    package static var name: String { Write.operation }

    package var write: Write
    /// Which of the item's attributes the answer holds.
    package var returnValues: ReturnValues?
    package var returnConsumedCapacity: ReturnConsumedCapacity?
    package var isIdempotent: Bool

    package init(
        _ write: Write,
        returnValues: ReturnValues? = nil,
        returnConsumedCapacity: ReturnConsumedCapacity? = nil,
        isIdempotent: Bool
    ) {
        self.write = write
        self.returnValues = returnValues
        self.returnConsumedCapacity = returnConsumedCapacity
        self.isIdempotent = isIdempotent
    }

    private enum CodingKeys: String, CodingKey {
        case returnValues = "ReturnValues"
        case returnConsumedCapacity = "ReturnConsumedCapacity"
    }

    package func encode(to encoder: any Encoder) throws {
        try write.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(returnValues, forKey: .returnValues)
        try container.encodeIfPresent(returnConsumedCapacity, forKey: .returnConsumedCapacity)
    }

    /// No attributes where none were asked for, or where there was no item.
    package struct Output: Decodable, Sendable, Equatable {
        package var attributes: Item?
        package var consumedCapacity: ConsumedCapacity?

        private enum CodingKeys: String, CodingKey {
            case attributes = "Attributes"
            case consumedCapacity = "ConsumedCapacity"
        }
    }
}

/// Which attributes a write answers with; the last three are an update's alone, and a condition has the first two.
package enum ReturnValues: String, Encodable, Sendable {
    case none = "NONE"
    case allOld = "ALL_OLD"
    case allNew = "ALL_NEW"
    case updatedOld = "UPDATED_OLD"
    case updatedNew = "UPDATED_NEW"
}
