import JSON
import Template
import Time

extension Tables {
    /// Makes the template's tables; one that is there must have the keys and indexes that it says.
    func deploy(_ wanted: [Template.Table]) async throws(ServiceFault) {
        for table in wanted {
            var fields = CallFields(table.fields)
            let definition = try TableDefinition(&fields, id: ground.newID(), created: ground.clock.now)
            try fields.finish()
            if let known = definitions[table.name] {
                guard known.schema == definition.schema, known.indexes == definition.indexes else {
                    throw ServiceFault(
                        "ValidationException",
                        "The table \(table.name) is kept with other keys or indexes than the template now says: "
                            + "delete it, or begin with an empty folder."
                    )
                }
            } else {
                add(Table(definition))
            }
            try setLifetime(table.timeToLiveAttribute, of: table.name)
        }
        try await ground.journal.settle()
    }
}

extension Template.Table {
    /// As CreateTable takes it.
    fileprivate var fields: JSONObject {
        var fields: JSONObject = [
            "TableName": .string(name),
            "AttributeDefinitions": .array(
                attributes.sorted { $0.key < $1.key }.map { name, type in
                    ["AttributeName": .string(name), "AttributeType": .string(type)]
                }
            ),
            "KeySchema": key.schema,
            // What a table may cost is nothing here.
            "BillingMode": "PAY_PER_REQUEST",
        ]
        for (name, isLocal) in [("GlobalSecondaryIndexes", false), ("LocalSecondaryIndexes", true)] {
            let indexes = indexes.filter { $0.isLocal == isLocal }
            if !indexes.isEmpty { fields[name] = .array(indexes.map(\.fields)) }
        }
        return fields
    }
}

extension Template.Table.Key {
    fileprivate var schema: JSONValue {
        var parts: [JSONValue] = [["AttributeName": .string(partition), "KeyType": "HASH"]]
        if let sort { parts.append(["AttributeName": .string(sort), "KeyType": "RANGE"]) }
        return .array(parts)
    }
}

extension Template.Table.Index {
    fileprivate var fields: JSONValue {
        var projection: JSONObject = ["ProjectionType": .string(self.projection)]
        if !projected.isEmpty { projection["NonKeyAttributes"] = .array(projected.map(JSONValue.string)) }
        return ["IndexName": .string(name), "KeySchema": key.schema, "Projection": .object(projection)]
    }
}
