import AWSClient
import JSON
import Time

struct CreateTable: TableCall {
    private let fields: CallFields

    /// A table has an id and a time, which are the part's to give.
    init(_ fields: inout CallFields) throws(ServiceFault) {
        try fields.refuseUnusual()
        self.fields = fields
        fields = CallFields([:])
    }

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        var fields = fields
        let ground = tables.ground
        let definition = try TableDefinition(&fields, id: ground.newID(), created: ground.clock.now)
        try fields.finish()
        try tables.allow("CreateTable", on: definition.name, by: request)
        if tables.has(definition.name) {
            throw ServiceFault("ResourceInUseException", "Table already exists: \(definition.name)")
        }
        let table = Table(definition)
        tables.add(table)
        try await ground.journal.settle()
        return ["TableDescription": table.description(in: ground.place)]
    }
}

struct DescribeTable: TableCall {
    private let name: String

    init(_ fields: inout CallFields) throws(ServiceFault) { name = try fields.tableName() }

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        let table = try tables.named(name, for: "DescribeTable", by: request)
        return ["Table": table.description(in: tables.ground.place)]
    }
}

struct ListTables: TableCall {
    private let start: String?
    private let limit: Int

    private static let most = 100

    init(_ fields: inout CallFields) throws(ServiceFault) {
        start = try fields.text("ExclusiveStartTableName")
        limit = try fields.integer("Limit") ?? Self.most
        guard (1...Self.most).contains(limit) else {
            throw .unsatisfied("'\(limit)'", at: "limit", "Member must have value between 1 and \(Self.most)")
        }
    }

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        try tables.allow("ListTables", on: "*", by: request)
        let names = tables.names.filter { name in start.map { $0 < name } ?? true }
        var answer: JSONObject = ["TableNames": .array(names.prefix(limit).map { .string($0) })]
        if names.count > limit { answer["LastEvaluatedTableName"] = .string(names[limit - 1]) }
        return .object(answer)
    }
}

struct DeleteTable: TableCall {
    private let name: String

    init(_ fields: inout CallFields) throws(ServiceFault) { name = try fields.tableName() }

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        let table = try tables.named(name, for: "DeleteTable", by: request)
        if table.definition.isProtected {
            throw .invalid(
                "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection "
                    + "first."
            )
        }
        tables.remove(table)
        try await tables.ground.journal.settle()
        guard var description = table.description(in: tables.ground.place).object else { return [:] }
        description["TableStatus"] = "DELETING"
        return ["TableDescription": .object(description)]
    }
}

struct UpdateTable: TableCall {
    private enum IndexUpdate {
        case create(IndexDefinition)
        case update(String, Throughput?)
        case delete(String)
    }

    private let name: String
    private let billing: TableDefinition.Billing?
    private let throughput: Throughput?
    private let isProtected: Bool?
    private let fields: CallFields

    init(_ fields: inout CallFields) throws(ServiceFault) {
        try fields.refuseUnusual()
        name = try fields.tableName()
        billing = try fields.choice("BillingMode")
        throughput = try fields.throughput()
        isProtected = try fields.flag("DeletionProtectionEnabled")
        // What is left of them is read by the types that the table has.
        self.fields = fields
        fields = CallFields([:])
    }

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        let table = try tables.named(name, for: "UpdateTable", by: request)
        var fields = fields
        let types = try AttributeTypes(&fields, before: table.definition.attributes)
        let updates = try fields.list("GlobalSecondaryIndexUpdates") { update throws(ServiceFault) in
            try Self.indexUpdate(&update, types)
        }
        try fields.finish()
        try table.change { definition throws(ServiceFault) in
            definition.billing = billing ?? definition.billing
            definition.throughput = billing == .perRequest ? nil : throughput ?? definition.throughput
            definition.isProtected = isProtected ?? definition.isProtected
            for update in updates ?? [] { try Self.make(update, of: &definition) }
            let used = definition.schema.names + definition.indexes.flatMap(\.schema.names)
            definition.attributes = types.attributes.filter { used.contains($0.name) }
            try definition.check()
        }
        tables.keep(table.definition)
        try await tables.ground.journal.settle()
        return ["TableDescription": table.description(in: tables.ground.place)]
    }

    private static func indexUpdate(
        _ fields: inout CallFields,
        _ types: AttributeTypes
    ) throws(ServiceFault) -> IndexUpdate {
        if let made = try fields.part(
            "Create",
            { part throws(ServiceFault) in try part.index(.global, types) }
        ) {
            return .create(made)
        }
        if let update = try fields.part(
            "Update",
            { part throws(ServiceFault) in
                IndexUpdate.update(try part.newName("IndexName"), try part.throughput())
            }
        ) {
            return update
        }
        let deleted = try fields.part("Delete") { part throws(ServiceFault) in try part.newName("IndexName") }
        return .delete(try fields.required(deleted, "Delete"))
    }

    private static func make(_ update: IndexUpdate, of definition: inout TableDefinition) throws(ServiceFault) {
        switch update {
        case .create(let index):
            if definition.indexes.contains(where: { $0.name == index.name }) {
                throw .invalid("Attempting to create an index which already exists")
            }
            definition.indexes.append(index)
        case .update(let name, let throughput):
            let place = try place(of: name, in: definition)
            definition.indexes[place].throughput = throughput
        case .delete(let name): definition.indexes.remove(at: try place(of: name, in: definition))
        }
    }

    private static func place(of index: String, in definition: TableDefinition) throws(ServiceFault) -> Int {
        let place = definition.indexes.firstIndex { $0.kind == .global && $0.name == index }
        guard let place else {
            throw ServiceFault("ResourceNotFoundException", "Requested resource not found")
        }
        return place
    }
}

extension CallFields {
    /// What changes nothing that a caller can see is taken; what would is refused by its name.
    fileprivate mutating func refuseUnusual() throws(ServiceFault) {
        if let stream = take("StreamSpecification"), stream["StreamEnabled"] != false {
            throw .notEmulated("The parameter StreamSpecification")
        }
        for name in ["SSESpecification", "TableClass", "Tags"] { _ = take(name) }
    }
}

extension Tables {
    /// A table for a call that is about the table itself, whose words for one that is missing are others.
    func named(_ name: String, for action: String, by request: CloudRequest) throws(ServiceFault) -> Table {
        try allow(action, on: name, by: request)
        guard has(name) else { throw .noTable(name) }
        return try table(name, for: action, by: request)
    }
}
