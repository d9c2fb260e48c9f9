import AWSClient

extension AttributeValue {
    /// How many bytes DynamoDB counts for the value.
    var storedSize: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .number(let text): Self.size(ofNumber: text)
        case .binary(let bytes): bytes.count
        case .bool, .null: 1
        // Three for the map or list, and one for each element.
        case .map(let map): map.reduce(3) { $0 + $1.key.utf8.count + $1.value.storedSize + 1 }
        case .list(let list): list.reduce(3) { $0 + $1.storedSize + 1 }
        case .stringSet(let texts): texts.reduce(0) { $0 + $1.utf8.count }
        case .numberSet(let texts): texts.reduce(0) { $0 + Self.size(ofNumber: $1) }
        case .binarySet(let values): values.reduce(0) { $0 + $1.count }
        }
    }

    private static func size(ofNumber text: String) -> Int { DecimalNumber(lenient: text)?.size ?? text.utf8.count }

    /// How many maps and lists lie within one another.
    var depth: Int {
        switch self {
        case .map(let map): 1 + (map.values.lazy.map(\.depth).max() ?? 0)
        case .list(let list): 1 + (list.lazy.map(\.depth).max() ?? 0)
        case .string, .number, .binary, .bool, .null, .stringSet, .numberSet, .binarySet: 0
        }
    }
}

/// An item with its size, which is asked for more often than it changes.
struct StoredItem: Equatable, Sendable {
    let item: Item
    let size: Int

    init(_ item: Item) {
        self.item = item
        size = item.attributes.reduce(0) { $0 + $1.key.utf8.count + $1.value.storedSize }
    }
}
