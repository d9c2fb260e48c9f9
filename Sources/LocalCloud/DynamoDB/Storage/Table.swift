import AWSClient
import JSON
import Time

/// A table: its items, and its indexes of them.
///
/// It lives in the actor ``Tables``, which alone changes it.
final class Table {
    private(set) var definition: TableDefinition
    private(set) var items = OrderedMap<StoredItem>()
    /// By name.
    private(set) var indexes: [String: SecondaryIndex] = [:]
    private(set) var size = 0
    /// The items that come to an end, by the second and then by their place.
    private var ends = OrderedMap<ItemKey>()

    init(_ definition: TableDefinition) {
        self.definition = definition
        for index in definition.indexes { indexes[index.name] = SecondaryIndex(index, of: definition.schema) }
    }

    func index(named name: String) throws(ServiceFault) -> SecondaryIndex {
        guard let index = indexes[name] else { throw .invalid("The table does not have the specified index: \(name)") }
        return index
    }

    /// Makes a change, and answers what it cost.
    @discardableResult func apply(_ change: ItemChange) -> WriteUnits {
        var units = WriteUnits(table: WriteUnits.units(max(change.before?.size ?? 0, change.after?.size ?? 0)))
        guard change.before != change.after else { return units }
        size += (change.after?.size ?? 0) - (change.before?.size ?? 0)
        items.replace(change.key, with: change.after)
        for name in definition.indexes.map(\.name) {
            let cost = indexes[name]?.replace(change.before, with: change.after) ?? 0
            if cost > 0 { units.indexes[name] = cost }
        }
        if let end = end(of: change.before) { ends.replace(ItemKey(end: end, of: change.key), with: nil) }
        if let end = end(of: change.after) { ends.replace(ItemKey(end: end, of: change.key), with: change.key) }
        return units
    }

    /// Takes away what has come to its end, and answers the keys of that.
    ///
    /// DynamoDB takes an end of more than five years ago for a mistake.
    func removeExpired(at now: Instant) -> [ItemKey] {
        guard definition.lifetimeAttribute != nil, ends.first != nil else { return [] }
        let due = ItemKey(end: now - .seconds(5 * 365 * 86_400))..<ItemKey(end: now + .seconds(1))
        let removed = ends.entries(due).map(\.value)
        for key in removed { apply(ItemChange(key: key, before: items[key], after: nil)) }
        return removed
    }
}

extension Table {
    func change(_ change: (inout TableDefinition) throws(ServiceFault) -> Void) throws(ServiceFault) {
        var changed = definition
        try change(&changed)
        let lifetime = definition.lifetimeAttribute
        definition = changed
        indexes = indexes.filter { name, _ in changed.indexes.contains { $0.name == name } }
        for index in changed.indexes where indexes[index.name] == nil {
            var made = SecondaryIndex(index, of: changed.schema)
            for entry in items.entries(.first ..< .last) { made.replace(nil, with: entry.value) }
            indexes[index.name] = made
        }
        if changed.lifetimeAttribute != lifetime { findEnds() }
    }

    private func findEnds() {
        ends = OrderedMap()
        for entry in items.entries(.first ..< .last) {
            if let end = end(of: entry.value) { ends.replace(ItemKey(end: end, of: entry.key), with: entry.key) }
        }
    }

    /// When an item ends: the attribute is a number of seconds, or says nothing.
    private func end(of stored: StoredItem?) -> Instant? {
        guard let name = definition.lifetimeAttribute, case .number(let text)? = stored?.item[name] else { return nil }
        return Int64(text.prefix { $0 != "." }).map { Instant(secondsSinceEpoch: $0) }
    }
}
