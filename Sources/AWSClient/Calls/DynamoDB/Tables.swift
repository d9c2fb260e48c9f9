/// Makes a table that is paid for by the request.
///
/// It is not tried again where it may have arrived: the second would be told that the table exists.
package struct CreateTable: DynamoDBOperation, Equatable {
    package typealias Output = TableAnswer

    package static let name = "CreateTable"
    package var isIdempotent: Bool { false }

    package var tableName: String
    /// Of keys alone, those of the indexes too.
    package var attributeDefinitions: [AttributeDefinition]
    package var keySchema: [KeySchemaElement]
    package var globalSecondaryIndexes: [GlobalSecondaryIndex]?
    private let billingMode = "PAY_PER_REQUEST"

    package init(
        tableName: String,
        attributeDefinitions: [AttributeDefinition],
        keySchema: [KeySchemaElement],
        globalSecondaryIndexes: [GlobalSecondaryIndex]? = nil
    ) {
        self.tableName = tableName
        self.attributeDefinitions = attributeDefinitions
        self.keySchema = keySchema
        self.globalSecondaryIndexes = globalSecondaryIndexes
    }

    private enum CodingKeys: String, CodingKey {
        case tableName = "TableName"
        case attributeDefinitions = "AttributeDefinitions"
        case keySchema = "KeySchema"
        case globalSecondaryIndexes = "GlobalSecondaryIndexes"
        case billingMode = "BillingMode"
    }
}

/// The type of an attribute that is part of a key.
package struct AttributeDefinition: Encodable, Sendable, Equatable {
    package var attributeName: String
    /// `S`, `N` or `B`.
    package var attributeType: String

    package init(attributeName: String, attributeType: String) {
        self.attributeName = attributeName
        self.attributeType = attributeType
    }

    private enum CodingKeys: String, CodingKey {
        case attributeName = "AttributeName"
        case attributeType = "AttributeType"
    }
}

/// An attribute's part in a key.
package struct KeySchemaElement: Encodable, Sendable, Equatable {
    package enum KeyType: String, Encodable, Sendable {
        /// Which partition an item is in.
        case hash = "HASH"
        /// Where in its partition.
        case range = "RANGE"
    }

    package var attributeName: String
    package var keyType: KeyType

    package init(attributeName: String, keyType: KeyType) {
        self.attributeName = attributeName
        self.keyType = keyType
    }

    private enum CodingKeys: String, CodingKey {
        case attributeName = "AttributeName"
        case keyType = "KeyType"
    }
}

/// The items again, by another key; those that lack it are left out.
package struct GlobalSecondaryIndex: Encodable, Sendable, Equatable {
    package var indexName: String
    package var keySchema: [KeySchemaElement]
    package var projection: Projection

    package init(indexName: String, keySchema: [KeySchemaElement], projection: Projection) {
        self.indexName = indexName
        self.keySchema = keySchema
        self.projection = projection
    }

    private enum CodingKeys: String, CodingKey {
        case indexName = "IndexName"
        case keySchema = "KeySchema"
        case projection = "Projection"
    }
}

/// What of an item an index holds.
package struct Projection: Encodable, Sendable, Equatable {
    package static let all = Projection(projectionType: "ALL")
    package static let keysOnly = Projection(projectionType: "KEYS_ONLY")

    package static func include(_ attributes: [String]) -> Projection {
        Projection(projectionType: "INCLUDE", nonKeyAttributes: attributes)
    }

    let projectionType: String
    var nonKeyAttributes: [String]?

    private enum CodingKeys: String, CodingKey {
        case projectionType = "ProjectionType"
        case nonKeyAttributes = "NonKeyAttributes"
    }
}
