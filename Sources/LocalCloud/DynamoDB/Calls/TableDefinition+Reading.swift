import AWSClient
import JSON
import Time

extension TableDefinition {
    /// As CreateTable has it, and the journal.
    init(_ fields: inout CallFields, id: String, created: Instant) throws(ServiceFault) {
        let name = try fields.newName("TableName")
        let types = try AttributeTypes(&fields)
        let schema = try fields.keySchema(types)
        var indexes: [IndexDefinition] = []
        for kind in IndexDefinition.Kind.allCases {
            let listed = try fields.list(kind.rawValue) { index throws(ServiceFault) in try index.index(kind, types) }
            if listed?.isEmpty == true { throw .invalidTableParameter("List of \(kind.rawValue) is empty") }
            indexes += listed ?? []
        }
        self.init(
            name: name,
            id: id,
            created: created,
            schema: schema,
            attributes: types.attributes,
            indexes: indexes,
            billing: try fields.choice("BillingMode") ?? .provisioned,
            throughput: try fields.throughput(),
            isProtected: try fields.flag("DeletionProtectionEnabled") ?? false
        )
        try check()
    }

    /// What must hold of the whole, after a change too.
    func check() throws(ServiceFault) {
        try checkThroughput()
        try checkIndexes()
        let used = schema.names + indexes.flatMap(\.schema.names)
        let unused = attributes.map(\.name).filter { !used.contains($0) }
        guard unused.isEmpty else {
            throw .invalidTableParameter(
                indexes.isEmpty
                    ? "Number of attributes in KeySchema does not exactly match number of attributes defined in "
                        + "AttributeDefinitions"
                    : "Some AttributeDefinitions are not used. AttributeDefinitions: "
                        + "\(AttributeTypes.list(attributes.map(\.name))), keys used: \(AttributeTypes.list(used))"
            )
        }
    }

    private func checkThroughput() throws(ServiceFault) {
        switch billing {
        case .perRequest:
            guard throughput != nil else { return }
            throw .invalidTableParameter(
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"
            )
        case .provisioned:
            guard throughput == nil else { return }
            throw .invalidTableParameter(
                "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED"
            )
        }
    }

    private func checkIndexes() throws(ServiceFault) {
        for (index, other) in indexes.enumerated() where indexes[..<index].contains(where: { $0.name == other.name }) {
            throw .invalidTableParameter("Duplicate index name: \(other.name)")
        }
        for (kind, most, word) in [
            (IndexDefinition.Kind.local, 5, "LocalSecondaryIndex"), (.global, 20, "GlobalSecondaryIndex"),
        ] where indexes(kind).count > most {
            throw .invalidTableParameter("\(word) count exceeds the per-table limit of \(most)")
        }
        for index in indexes(.local) {
            guard schema.range != nil else {
                throw .invalidTableParameter(
                    "Table KeySchema does not have a range key, which is required when specifying a "
                        + "LocalSecondaryIndex"
                )
            }
            guard index.schema.hash == schema.hash else {
                throw .invalidTableParameter(
                    "Index KeySchema does not have the same leading hash key as table KeySchema for index: "
                        + "\(index.name). index hash key: \(index.schema.hash.name), "
                        + "table hash key: \(schema.hash.name)"
                )
            }
            guard index.schema.range != nil else {
                throw .invalidTableParameter("Index KeySchema does not have a range key for index: \(index.name)")
            }
        }
    }
}

/// The types of the attributes that keys are made of.
struct AttributeTypes {
    let attributes: [KeyAttribute]

    /// `before` are those of the table as it is: a change names the new ones, and may name these again.
    init(_ fields: inout CallFields, before: [KeyAttribute] = []) throws(ServiceFault) {
        let listed = try fields.list("AttributeDefinitions") { part throws(ServiceFault) in
            let name = try part.required(try part.text("AttributeName"), "AttributeName")
            let kind: KeyAttribute.Kind? = try part.choice("AttributeType")
            return KeyAttribute(name: name, kind: try part.required(kind, "AttributeType"))
        }
        let named = before.isEmpty ? try fields.required(listed, "AttributeDefinitions") : listed ?? []
        attributes = named + before.filter { !named.contains($0) }
        for (index, other) in attributes.enumerated()
        where attributes[..<index].contains(where: { $0.name == other.name }) {
            throw .invalidTableParameter("Duplicate AttributeName in AttributeDefinitions: \(other.name)")
        }
    }

    init(_ attributes: [KeyAttribute]) {
        self.attributes = attributes
    }

    func attribute(_ name: String) throws(ServiceFault) -> KeyAttribute {
        if let attribute = attributes.first(where: { $0.name == name }) { return attribute }
        throw .invalidTableParameter(
            "Some index key attributes are not defined in AttributeDefinitions. "
                + "Keys: [\(name)], AttributeDefinitions: \(Self.list(attributes.map(\.name)))"
        )
    }

    static func list(_ names: [String]) -> String { "[\(names.joined(separator: ", "))]" }
}

private enum KeyRole: String, CaseIterable {
    case hash = "HASH"
    case range = "RANGE"
}

extension CallFields {
    mutating func keySchema(_ types: AttributeTypes) throws(ServiceFault) -> KeySchema {
        let listed = try list("KeySchema") { part throws(ServiceFault) in
            let name = try part.required(try part.text("AttributeName"), "AttributeName")
            let role: KeyRole? = try part.choice("KeyType")
            return (name: name, role: try part.required(role, "KeyType"))
        }
        let elements = try required(listed, "KeySchema")
        guard let first = elements.first, elements.count <= 2 else {
            throw .unsatisfied(
                "'\(elements.map(\.name))'",
                at: member("KeySchema"),
                "Member must have length between 1 and 2"
            )
        }
        guard first.role == .hash else {
            throw .invalidTableParameter("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
        }
        guard elements.count == 2 else { return KeySchema(hash: try types.attribute(first.name), range: nil) }
        guard elements[1].role == .range else {
            throw .invalidTableParameter("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")
        }
        guard elements[1].name != first.name else {
            throw .invalidTableParameter(
                "Both the Hash Key and the Range Key element in the KeySchema have the same name"
            )
        }
        return KeySchema(hash: try types.attribute(first.name), range: try types.attribute(elements[1].name))
    }

    mutating func index(
        _ kind: IndexDefinition.Kind,
        _ types: AttributeTypes
    ) throws(ServiceFault) -> IndexDefinition {
        let name = try newName("IndexName")
        let schema = try keySchema(types)
        let held = try part("Projection") { part throws(ServiceFault) in try part.held() }
        return IndexDefinition(
            name: name,
            kind: kind,
            schema: schema,
            held: try required(held, "Projection"),
            throughput: try throughput()
        )
    }

    private mutating func held() throws(ServiceFault) -> IndexDefinition.Held {
        let type: ProjectionType? = try choice("ProjectionType")
        let names = try take("NonKeyAttributes")?.elements("NonKeyAttributes") { name throws(ServiceFault) in
            try name.text("NonKeyAttributes")
        }
        switch (type, names) {
        case (.all, nil): return .all
        case (.keysOnly, nil): return .keysOnly
        case (.include, let names?): return .include(names)
        case (nil, _): throw .invalidTableParameter("Unknown ProjectionType: null")
        case (.include, nil):
            throw .invalidTableParameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified")
        case (let type?, _?):
            throw .invalidTableParameter("ProjectionType is \(type.rawValue), but NonKeyAttributes is specified")
        }
    }

    mutating func throughput() throws(ServiceFault) -> Throughput? {
        try part("ProvisionedThroughput") { part throws(ServiceFault) in
            let reads = try part.required(try part.integer("ReadCapacityUnits"), "ReadCapacityUnits")
            let writes = try part.required(try part.integer("WriteCapacityUnits"), "WriteCapacityUnits")
            for (name, units) in [("ReadCapacityUnits", reads), ("WriteCapacityUnits", writes)] where units < 1 {
                throw .unsatisfied(
                    "'\(units)'",
                    at: part.member(name),
                    "Member must have value greater than or equal to 1"
                )
            }
            return Throughput(readCapacityUnits: reads, writeCapacityUnits: writes)
        }
    }
}

enum ProjectionType: String, CaseIterable, Sendable {
    case all = "ALL"
    case keysOnly = "KEYS_ONLY"
    case include = "INCLUDE"
}
