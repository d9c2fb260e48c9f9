import AWSClient

/// What an index is; a local one has the partitions of its table.
struct IndexDefinition: Equatable, Sendable {
    /// As a table's parameters name its indexes.
    enum Kind: String, CaseIterable, Sendable {
        case local = "LocalSecondaryIndexes"
        case global = "GlobalSecondaryIndexes"
    }

    /// What of an item it holds.
    enum Held: Equatable, Sendable {
        case all
        case keysOnly
        case include([String])
    }

    let name: String
    let kind: Kind
    let schema: KeySchema
    let held: Held
    /// Of a global index that is provisioned.
    var throughput: Throughput?
}

/// The items of a table again, by another key; those that lack it are left out.
struct SecondaryIndex {
    let definition: IndexDefinition
    private let table: KeySchema
    private(set) var entries = OrderedMap<StoredItem>()
    private(set) var size = 0

    init(_ definition: IndexDefinition, of table: KeySchema) {
        self.definition = definition
        self.table = table
    }

    /// Where an item, or its keys of index and table, lies in the index; nil for what is not in it.
    func key(of item: Item) -> ItemKey? {
        // What was there before the index may have any type.
        let fits = definition.schema.attributes.allSatisfy { attribute in
            item[attribute.name].map { attribute.fits($0) && !$0.isEmptyKey } ?? false
        }
        guard fits, let key = definition.schema.key(of: item) else { return nil }
        // Items may share an index's key, and not a table's.
        return table.attributes.reduce(key) { key, attribute in item[attribute.name].map(key.then) ?? key }
    }

    /// Puts what it holds of an item in the place of what it held; the answer is what that costs.
    @discardableResult mutating func replace(_ before: StoredItem?, with after: StoredItem?) -> Int {
        let old = before.flatMap(entry)
        let new = after.flatMap(entry)
        if let old, let new, old.key == new.key, old.item == new.item { return 0 }
        if let old, old.key != new?.key { entries.replace(old.key, with: nil) }
        if let new { entries.replace(new.key, with: new.item) }
        size += (new?.item.size ?? 0) - (old?.item.size ?? 0)
        if let old, let new, old.key == new.key { return WriteUnits.units(max(old.item.size, new.item.size)) }
        return (old.map { WriteUnits.units($0.item.size) } ?? 0) + (new.map { WriteUnits.units($0.item.size) } ?? 0)
    }

    /// Whether it holds an attribute of those items that are in it.
    func holds(_ attribute: String) -> Bool {
        switch definition.held {
        case .all: true
        case .keysOnly: keyNames.contains(attribute)
        case .include(let names): keyNames.contains(attribute) || names.contains(attribute)
        }
    }

    /// Refuses a value that cannot be a part of its key.
    func check(_ item: Item) throws(ServiceFault) {
        for attribute in definition.schema.attributes {
            guard let value = item[attribute.name] else { continue }
            guard attribute.fits(value) else {
                throw .invalidTableParameter(
                    "Type mismatch for Index Key \(attribute.name) Expected: \(attribute.kind.rawValue) "
                        + "Actual: \(value.typeName) IndexName: \(definition.name)"
                )
            }
            if value.isEmptyKey {
                throw .invalid(
                    "One or more parameter values are not valid. A value specified for a secondary index key is not "
                        + "supported. The AttributeValue for a key attribute cannot contain an empty "
                        + "\(attribute.kind == .binary ? "binary" : "string") value. "
                        + "IndexName: \(definition.name), IndexKey: \(attribute.name)"
                )
            }
        }
    }

    private var keyNames: [String] { definition.schema.names + table.names }

    private func entry(_ stored: StoredItem) -> (key: ItemKey, item: StoredItem)? {
        guard let key = key(of: stored.item) else { return nil }
        if definition.held == .all { return (key, stored) }
        return (key, StoredItem(Item(stored.item.attributes.filter { holds($0.key) })))
    }
}
