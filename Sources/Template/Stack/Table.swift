package import JSON
import YAML

/// A table of DynamoDB.
package struct Table: Sendable, Equatable {
    package let id: String
    package let name: String
    package let arn: String
    package let streamARN: String?
    package let key: Key
    /// `S`, `N` or `B`, by the attribute's name.
    package let attributes: [String: String]
    package let indexes: [Index]
    package let timeToLiveAttribute: String?
    /// `NEW_IMAGE` and its like; nil without a stream.
    package let streamView: String?
    package let isOnDemand: Bool

    package struct Key: Sendable, Equatable {
        package let partition: String
        package let sort: String?

        package init(partition: String, sort: String? = nil) {
            self.partition = partition
            self.sort = sort
        }
    }

    package struct Index: Sendable, Equatable {
        package let name: String
        package let key: Key
        /// `ALL`, `KEYS_ONLY` or `INCLUDE`.
        package let projection: String
        package let projected: [String]
        package let isLocal: Bool
    }

    init(_ reader: Properties, _ names: Names) throws(TemplateError) {
        id = names.id
        name = names.name
        arn = names.arn
        key = try Key(reader)
        var attributes: [String: String] = [:]
        for attribute in try reader.maps("AttributeDefinitions") {
            attributes[try attribute.need("AttributeName")] = try attribute.need("AttributeType")
        }
        self.attributes = attributes
        var indexes: [Index] = []
        for index in try reader.maps("GlobalSecondaryIndexes") { indexes.append(try Index(index, isLocal: false)) }
        for index in try reader.maps("LocalSecondaryIndexes") { indexes.append(try Index(index, isLocal: true)) }
        self.indexes = indexes
        let ttl = try reader.map("TimeToLiveSpecification")
        let isOn = try ttl?.bool("Enabled") ?? false
        let attribute = try ttl?.string("AttributeName")
        timeToLiveAttribute = isOn ? attribute : nil
        streamView = try reader.map("StreamSpecification")?.string("StreamViewType")
        streamARN = streamView == nil ? nil : names.streamARN
        isOnDemand = try reader.string("BillingMode") == "PAY_PER_REQUEST"
        reader.ignore(
            "ContributorInsightsSpecification",
            "DeletionProtectionEnabled",
            "OnDemandThroughput",
            "PointInTimeRecoverySpecification",
            "ProvisionedThroughput",
            "SSESpecification",
            "TableClass",
            "Tags",
            "WarmThroughput"
        )
    }
}

extension Table.Key {
    init(_ reader: Properties) throws(TemplateError) {
        var partition: String?
        var sort: String?
        for part in try reader.maps("KeySchema") {
            let name = try part.need("AttributeName")
            if try part.need("KeyType") == "HASH" { partition = name } else { sort = name }
        }
        guard let partition else { throw reader.missing("KeySchema") }
        self.init(partition: partition, sort: sort)
    }
}

extension Table.Index {
    init(_ reader: Properties, isLocal: Bool) throws(TemplateError) {
        name = try reader.need("IndexName")
        key = try Table.Key(reader)
        guard let projection = try reader.map("Projection") else { throw reader.missing("Projection") }
        self.projection = try projection.need("ProjectionType")
        projected = try projection.strings("NonKeyAttributes") ?? []
        self.isLocal = isLocal
        reader.ignore(
            "ContributorInsightsSpecification",
            "OnDemandThroughput",
            "ProvisionedThroughput",
            "WarmThroughput"
        )
    }
}

/// A secret.
///
/// Its value may be in the template; `--secrets` is the better place.
package struct Secret: Sendable, Equatable {
    package let id: String
    package let name: String
    package let arn: String
    package let value: String?
    /// What Secrets Manager would make up: a template as JSON, the key to fill in, and how.
    package let generated: JSONValue?

    init(_ reader: Properties, _ names: Names) throws(TemplateError) {
        id = names.id
        name = names.name
        arn = names.arn
        value = try reader.string("SecretString")
        generated = reader.value("GenerateSecretString")?.json
        reader.skip("Description")
        reader.ignore("KmsKeyId", "Tags")
    }
}
