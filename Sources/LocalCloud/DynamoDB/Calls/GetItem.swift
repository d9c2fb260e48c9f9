import AWSClient
import JSON

/// One item by its key, and what of it is asked for.
struct ItemRead {
    let table: String
    private let key: Item
    private let projection: Projection?

    /// As a call or a part of a transaction has it.
    init(_ fields: inout CallFields) throws(ServiceFault) {
        table = try fields.tableName()
        key = try fields.required(try fields.item("Key"), "Key")
        var placeholders = try fields.placeholders(withValues: false)
        projection = try fields.projection(&placeholders)
        try placeholders.checkUse(ofNames: projection != nil, ofValues: true, [])
    }

    func place(in table: Table) throws(ServiceFault) -> ItemKey { try table.definition.schema.key(naming: key) }

    func json(of item: StoredItem) -> JSONValue {
        AttributeValue.json((projection?.shown(of: item.item) ?? item.item).attributes)
    }
}

struct GetItem: TableCall {
    private let read: ItemRead
    private let isConsistent: Bool
    private let capacity: CapacityShown

    init(_ fields: inout CallFields) throws(ServiceFault) {
        read = try ItemRead(&fields)
        isConsistent = try fields.flag("ConsistentRead") ?? false
        capacity = try CapacityShown(&fields)
    }

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        let table = try tables.table(read.table, for: "GetItem", by: request)
        let item = table.items[try read.place(in: table)]
        var answer = JSONObject()
        answer["Item"] = item.map(read.json)
        let units = Cost.read(item?.size ?? 0, isConsistent: isConsistent)
        answer["ConsumedCapacity"] = capacity.json(of: Cost(read: units), at: table)
        return .object(answer)
    }
}
