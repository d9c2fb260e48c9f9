import AWSClient
import TestKit

/// The tables as a deployment makes them.
struct Table {
    let kind: String
    let hash: Attribute
    let range: Attribute?
    let indices: [Index]

    struct Attribute {
        let name: String
        var type = "S"
    }

    struct Index {
        let name: String
        let hash: Attribute
        let range: Attribute
    }

    static let documents = Table(
        kind: "documents",
        hash: Attribute(name: "document"),
        range: Attribute(name: "part"),
        indices: [
            Index(
                name: "by-organisation",
                hash: Attribute(name: "listed_under"),
                range: Attribute(name: "listed_at")
            ),
            Index(name: "by-due", hash: Attribute(name: "due_shard"), range: Attribute(name: "due_at", type: "N")),
            Index(name: "by-likeness", hash: Attribute(name: "likeness"), range: Attribute(name: "listed_at")),
        ]
    )

    static let results = perEngine("results")
    static let leases = perEngine("leases")
    static let accounts = Table(kind: "accounts", hash: Attribute(name: "id"), range: nil, indices: [])
    static let engines = Table(
        kind: "engines",
        hash: Attribute(name: "kind"),
        range: Attribute(name: "engine"),
        indices: []
    )

    private static func perEngine(_ kind: String) -> Table {
        Table(kind: kind, hash: Attribute(name: "document"), range: Attribute(name: "place"), indices: [])
    }
}

extension Cloud {
    /// Makes a table under a name of its own.
    func make(_ table: Table) async throws -> String {
        let name = Emulator.newName(table.kind)
        var attributes: [String: String] = [:]
        for attribute in [table.hash, table.range].compactMap(\.self) + table.indices.flatMap({ [$0.hash, $0.range] }) {
            attributes[attribute.name] = attribute.type
        }
        let indices = table.indices.map { index in
            GlobalSecondaryIndex(
                indexName: index.name,
                keySchema: schema(index.hash, index.range),
                projection: .keysOnly
            )
        }
        _ = try await dynamo.call(
            CreateTable(
                tableName: name,
                attributeDefinitions: attributes.sorted { $0.key < $1.key }
                    .map { AttributeDefinition(attributeName: $0.key, attributeType: $0.value) },
                keySchema: schema(table.hash, table.range),
                globalSecondaryIndexes: indices.isEmpty ? nil : indices
            )
        )
        return name
    }

    private func schema(_ hash: Table.Attribute, _ range: Table.Attribute?) -> [KeySchemaElement] {
        [KeySchemaElement(attributeName: hash.name, keyType: .hash)]
            + (range.map { [KeySchemaElement(attributeName: $0.name, keyType: .range)] } ?? [])
    }
}
