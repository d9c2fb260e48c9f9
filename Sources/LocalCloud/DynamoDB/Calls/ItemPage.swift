import AWSClient
import JSON

/// What a query and a scan have in common: which items of a table or an index are read, and what of them is shown.
struct ItemPage {
    enum Select: String, CaseIterable {
        case specific = "SPECIFIC_ATTRIBUTES"
        case count = "COUNT"
        case all = "ALL_ATTRIBUTES"
        case projected = "ALL_PROJECTED_ATTRIBUTES"
    }

    let table: String
    let index: String?
    let filter: Condition?
    private let projection: Projection?
    private let select: Select?
    private let limit: Int?
    private let start: Item?
    private let isConsistent: Bool
    private let capacity: CapacityShown
    var isBackward = false

    /// Where the answer ends, though there may be more.
    private static let longest = 1 << 20

    init(_ fields: inout CallFields, _ placeholders: inout Placeholders) throws(ServiceFault) {
        table = try fields.tableName()
        index = try fields.text("IndexName")
        filter = try fields.condition(.filter, &placeholders)
        projection = try fields.projection(&placeholders)
        select = try fields.choice("Select")
        limit = try fields.integer("Limit")
        start = try fields.item("ExclusiveStartKey")
        isConsistent = try fields.flag("ConsistentRead") ?? false
        capacity = try CapacityShown(&fields)
        if let limit, limit < 1 {
            throw .unsatisfied(
                "'\(limit)'",
                at: fields.member("Limit"),
                "Member must have value greater than or equal to 1"
            )
        }
        try checkSelect()
    }

    var hasExpression: Bool { filter != nil || projection != nil }

    private func checkSelect() throws(ServiceFault) {
        switch select {
        case nil: break
        case .specific:
            if projection == nil {
                throw .invalid(
                    "Must specify the AttributesToGet or ProjectionExpression when choosing to get "
                        + "SPECIFIC_ATTRIBUTES"
                )
            }
        case .count:
            if projection != nil {
                throw .invalid("Cannot specify the ProjectionExpression when choosing to get only the Count")
            }
        case .all:
            if projection != nil {
                throw .invalid("Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES")
            }
        case .projected:
            if projection != nil {
                throw .invalid("Cannot specify the ProjectionExpression when choosing to get ALL_PROJECTED_ATTRIBUTES")
            }
            if index == nil {
                throw .invalidTableParameter(
                    "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"
                )
            }
        }
    }
}

extension ItemPage {
    /// Reads what lies at these keys, from where the last page ended up to where this one must.
    func read(_ keys: Range<ItemKey>, of table: Table, _ index: SecondaryIndex?) throws(ServiceFault) -> JSONValue {
        let fetches = try checkShown(index)
        let rest = try keysLeft(of: keys, table, index)
        var page = Page()
        for entry in (index?.entries ?? table.items).entries(rest, isBackward: isBackward) {
            page.scanned += 1
            page.size += entry.value.size
            var item = entry.value.item
            if fetches, let key = table.definition.schema.key(of: item), let whole = table.items[key] {
                page.fetched += Cost.read(whole.size, isConsistent: isConsistent)
                item = whole.item
            }
            if filter?.holds(of: item) ?? true {
                page.count += 1
                if select != .count {
                    page.items.append(AttributeValue.json((projection?.shown(of: item) ?? item).attributes))
                }
            }
            if page.scanned == limit || page.size >= Self.longest {
                page.last = entry.value.item
                break
            }
        }
        return json(of: page, table, index)
    }

    private struct Page {
        var items: [JSONValue] = []
        var count = 0
        var scanned = 0
        var size = 0
        /// Units for what a local index does not hold, and the table does.
        var fetched = 0.0
        var last: Item?
    }

    private func json(of page: Page, _ table: Table, _ index: SecondaryIndex?) -> JSONValue {
        var answer: JSONObject = ["Count": .integer(page.count), "ScannedCount": .integer(page.scanned)]
        if select != .count { answer["Items"] = .array(page.items) }
        if let last = page.last {
            var key = table.definition.schema.keyItem(of: last)
            for name in index?.definition.schema.names ?? [] { key[name] = last[name] }
            answer["LastEvaluatedKey"] = AttributeValue.json(key.attributes)
        }
        let units = Cost.read(page.size, isConsistent: isConsistent)
        answer["ConsumedCapacity"] = capacity.json(
            of: Cost(read: units, of: index?.definition.name, fetched: page.fetched),
            at: table
        )
        return .object(answer)
    }

    /// Whether what is asked for must be fetched from the table, as for a local index it can be.
    private func checkShown(_ index: SecondaryIndex?) throws(ServiceFault) -> Bool {
        guard let index else { return false }
        let name = index.definition.name
        if index.definition.kind == .global, isConsistent {
            throw .invalid("Consistent reads are not supported on global secondary indexes")
        }
        let missing = projection.map { $0.paths.map(\.attribute).filter { !index.holds($0) } } ?? []
        let isWhole = index.definition.held == .all
        switch index.definition.kind {
        case .local: return !isWhole && (select == .all || !missing.isEmpty)
        case .global:
            if select == .all, !isWhole {
                throw .invalidTableParameter(
                    "Select type ALL_ATTRIBUTES is not supported for global secondary index \(name) because its "
                        + "projection type is not ALL"
                )
            }
            if !missing.isEmpty {
                throw .invalidTableParameter(
                    "Global secondary index \(name) does not project [\(missing.joined(separator: ", "))]"
                )
            }
            return false
        }
    }

    /// What lies behind the key where the last page ended.
    private func keysLeft(
        of keys: Range<ItemKey>,
        _ table: Table,
        _ index: SecondaryIndex?
    ) throws(ServiceFault) -> Range<ItemKey> {
        guard let start else { return keys }
        let schema = table.definition.schema
        let names = Set(schema.names + (index?.definition.schema.names ?? []))
        guard start.attributes.count == names.count else { throw Self.wrongStart }
        for attribute in schema.attributes + (index?.definition.schema.attributes ?? []) {
            guard let value = start[attribute.name], attribute.fits(value), !value.isEmptyKey else {
                throw Self.wrongStart
            }
        }
        guard let key = index.map({ $0.key(of: start) }) ?? schema.key(of: start) else { throw Self.wrongStart }
        // A page may have ended with an item that has gone since.
        guard key >= keys.lowerBound, key < keys.upperBound else {
            throw .invalid(
                "The provided starting key is outside query boundaries based on provided conditions"
            )
        }
        return isBackward ? keys.lowerBound..<key : min(key.next, keys.upperBound)..<keys.upperBound
    }

    private static let wrongStart = ServiceFault.invalid(
        "The provided starting key is invalid: The provided key element does not match the schema"
    )
}
