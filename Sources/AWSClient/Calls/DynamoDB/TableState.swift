/// What is known about a table.
package struct DescribeTable: DynamoDBOperation, Equatable {
    package typealias Output = TableAnswer

    package static let name = "DescribeTable"
    package var isIdempotent: Bool { true }

    package var tableName: String

    package init(tableName: String) {
        self.tableName = tableName
    }

    private enum CodingKeys: String, CodingKey {
        case tableName = "TableName"
    }
}

/// Removes a table with all that is in it.
///
/// It is not tried again where it may have arrived: the second would be told that there is no such table.
package struct DeleteTable: DynamoDBOperation, Equatable {
    package typealias Output = TableAnswer

    package static let name = "DeleteTable"
    package var isIdempotent: Bool { false }

    package var tableName: String

    package init(tableName: String) {
        self.tableName = tableName
    }

    private enum CodingKeys: String, CodingKey {
        case tableName = "TableName"
    }
}

/// A table as it is; creating and deleting take a while, and answer at once.
package struct TableAnswer: Decodable, Sendable, Equatable {
    package var table: TableDescription

    private enum CodingKeys: String, CodingKey {
        case table = "Table"
        case tableDescription = "TableDescription"
    }

    /// Under one name for what is read, and another for what is changed.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let key: CodingKeys = container.contains(.table) ? .table : .tableDescription
        table = try container.decode(TableDescription.self, forKey: key)
    }
}

package struct TableDescription: Decodable, Sendable, Equatable {
    package var tableName: String
    /// `CREATING`, `ACTIVE`, `DELETING` and more.
    package var tableStatus: String

    private enum CodingKeys: String, CodingKey {
        case tableName = "TableName"
        case tableStatus = "TableStatus"
    }
}

/// Has DynamoDB remove items some time after the second that an attribute of theirs names.
///
/// It is not tried again where it may have arrived: the second would be told that it is so already.
package struct UpdateTimeToLive: DynamoDBOperation, Equatable {
    package typealias Output = EmptyAnswer

    package static let name = "UpdateTimeToLive"
    package var isIdempotent: Bool { false }

    package var tableName: String
    package var timeToLiveSpecification: TimeToLiveSpecification

    package init(tableName: String, attributeName: String, enabled: Bool) {
        self.tableName = tableName
        timeToLiveSpecification = TimeToLiveSpecification(attributeName: attributeName, enabled: enabled)
    }

    private enum CodingKeys: String, CodingKey {
        case tableName = "TableName"
        case timeToLiveSpecification = "TimeToLiveSpecification"
    }
}

/// The attribute, and whether it counts.
package struct TimeToLiveSpecification: Encodable, Sendable, Equatable {
    package var attributeName: String
    package var enabled: Bool

    private enum CodingKeys: String, CodingKey {
        case attributeName = "AttributeName"
        case enabled = "Enabled"
    }
}
