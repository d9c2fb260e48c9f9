extension AttributeValue {
    /// How many bytes DynamoDB counts for the value, as it documents: a number's are an estimate, and never too few.
    package var size: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .number(let text): Self.size(ofNumber: text)
        case .binary(let bytes): bytes.count
        case .bool, .null: 1
        // Three for the map or list, and one for each element.
        case .map(let map): 3 + map.reduce(0) { $0 + $1.key.utf8.count + $1.value.size + 1 }
        case .list(let list): 3 + list.reduce(0) { $0 + $1.size + 1 }
        case .stringSet(let texts): texts.reduce(0) { $0 + $1.utf8.count }
        case .numberSet(let texts): texts.reduce(0) { $0 + Self.size(ofNumber: $1) }
        case .binarySet(let values): values.reduce(0) { $0 + $1.count }
        }
    }

    /// A byte for two digits, one for the exponent and one for a minus: 21 at most, for there are 38 digits at most.
    private static func size(ofNumber text: String) -> Int {
        min(21, (text.utf8.count + 1) / 2 + 2)
    }
}

extension Item {
    /// How many bytes DynamoDB counts for an item: its values, and the names of its attributes.
    package var size: Int {
        attributes.reduce(0) { $0 + $1.key.utf8.count + $1.value.size }
    }
}
