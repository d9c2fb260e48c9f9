import AWSClient
import JSON

/// At most a hundred items by their keys, of 16 MB together.
struct BatchGetItem: TableCall {
    private struct Reads {
        let table: String
        let keys: [Item]
        let projection: Projection?
        let isConsistent: Bool
        /// As it was sent, but for the keys: what is left undone is asked for with the same words.
        let rest: JSONObject
    }

    private let reads: [Reads]
    private let capacity: CapacityShown

    /// Where an answer ends, though more was asked for.
    private static let longest = 16 << 20

    init(_ fields: inout CallFields) throws(ServiceFault) {
        capacity = try CapacityShown(&fields)
        let inner = fields
        let reads = try fields.map("RequestItems") { table, json throws(ServiceFault) in
            try inner.read(json, at: "requestItems.\(table).member.") { part throws(ServiceFault) in
                try Self.reads(of: table, &part, json)
            }
        }
        self.reads = try fields.required(reads, "RequestItems").map(\.value)
        let count = self.reads.reduce(0) { $0 + $1.keys.count }
        if self.reads.isEmpty || self.reads.contains(where: \.keys.isEmpty) {
            throw .unsatisfied("'{}'", at: "requestItems", "Member must have length greater than or equal to 1")
        }
        if count > DynamoDB.mostKeysOfBatch { throw .invalid("Too many items requested for the BatchGetItem call") }
    }

    private static func reads(
        of table: String,
        _ fields: inout CallFields,
        _ json: JSONValue
    ) throws(ServiceFault) -> Reads {
        let keys = try fields.take("Keys")?.elements("Keys") { key throws(ServiceFault) in try Item(reading: key) }
        var placeholders = try fields.placeholders(withValues: false)
        let projection = try fields.projection(&placeholders)
        try placeholders.checkUse(ofNames: projection != nil, ofValues: true, [])
        var rest = json.object ?? [:]
        rest["Keys"] = nil
        return Reads(
            table: table,
            keys: try fields.required(keys, "Keys"),
            projection: projection,
            isConsistent: try fields.flag("ConsistentRead") ?? false,
            rest: rest
        )
    }

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        var (responses, left) = (JSONObject(), JSONObject())
        var costs: [(table: Table, cost: Cost)] = []
        var size = 0
        for read in reads {
            let table = try tables.table(read.table, for: "BatchGetItem", by: request)
            var places: [ItemKey] = []
            for key in read.keys { places.append(try table.definition.schema.key(naming: key)) }
            guard Set(places).count == places.count else {
                throw .invalid("Provided list of item keys contains duplicates")
            }
            var (items, undone): ([JSONValue], [JSONValue]) = ([], [])
            var units = 0.0
            for (key, place) in zip(read.keys, places) {
                let found = table.items[place]
                guard size + (found?.size ?? 0) <= Self.longest else {
                    undone.append(AttributeValue.json(key.attributes))
                    continue
                }
                size += found?.size ?? 0
                units += Cost.read(found?.size ?? 0, isConsistent: read.isConsistent)
                guard let item = found?.item else { continue }
                items.append(AttributeValue.json((read.projection?.shown(of: item) ?? item).attributes))
            }
            responses[read.table] = .array(items)
            if !undone.isEmpty {
                var rest = read.rest
                rest["Keys"] = .array(undone)
                left[read.table] = .object(rest)
            }
            costs.append((table, Cost(read: units)))
        }
        var answer: JSONObject = ["Responses": .object(responses), "UnprocessedKeys": .object(left)]
        answer["ConsumedCapacity"] = capacity.json(of: costs)
        return .object(answer)
    }
}

/// At most 25 puts and deletes, each by itself.
struct BatchWriteItem: TableCall {
    private let writes: [(table: String, writes: [ItemWrite])]
    private let capacity: CapacityShown

    init(_ fields: inout CallFields) throws(ServiceFault) {
        capacity = try CapacityShown(&fields)
        try fields.refuseCollectionMetrics()
        let inner = fields
        let writes = try fields.map("RequestItems") { table, json throws(ServiceFault) in
            try json.elements("RequestItems") { json throws(ServiceFault) in
                try inner.read(json, at: "requestItems.\(table).member.") { part throws(ServiceFault) in
                    try Self.write(to: table, &part)
                }
            }
        }
        self.writes = try fields.required(writes, "RequestItems").map { (table: $0.key, writes: $0.value) }
        if self.writes.isEmpty || self.writes.contains(where: \.writes.isEmpty) {
            throw .unsatisfied("'{}'", at: "requestItems", "Member must have length greater than or equal to 1")
        }
        let count = self.writes.reduce(0) { $0 + $1.writes.count }
        if count > DynamoDB.mostWritesOfBatch { throw .invalid("Too many items requested for the BatchWriteItem call") }
    }

    private static func write(to table: String, _ fields: inout CallFields) throws(ServiceFault) -> ItemWrite {
        let put = try fields.part("PutRequest") { part throws(ServiceFault) in
            try part.required(try part.item("Item"), "Item")
        }
        let deleted = try fields.part("DeleteRequest") { part throws(ServiceFault) in
            try part.required(try part.item("Key"), "Key")
        }
        switch (put, deleted) {
        case (let item?, nil): return ItemWrite(.put, of: item, in: table)
        case (nil, let key?): return ItemWrite(.delete, of: key, in: table)
        case (nil, nil), (_?, _?):
            throw .invalid(
                "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported "
                    + "datatypes"
            )
        }
    }

    func perform(in tables: isolated Tables, for request: CloudRequest) async throws(ServiceFault) -> JSONValue {
        var changes: [(table: Table, change: ItemChange)] = []
        for (name, writes) in writes {
            let table = try tables.table(name, for: "BatchWriteItem", by: request)
            var places: Set<ItemKey> = []
            for write in writes {
                let place = try table.place(of: write)
                guard places.insert(place).inserted else {
                    throw .invalid("Provided list of item keys contains duplicates")
                }
                do throws(WriteRefusal) {
                    changes.append((table, try table.change(write, at: place)))
                } catch {
                    throw error.fault
                }
            }
        }
        let units = tables.apply(changes)
        try await tables.ground.journal.settle()
        var answer: JSONObject = ["UnprocessedItems": [:]]
        answer["ConsumedCapacity"] = capacity.json(of: zip(changes, units).map { ($0.table, Cost($1)) })
        return .object(answer)
    }
}
