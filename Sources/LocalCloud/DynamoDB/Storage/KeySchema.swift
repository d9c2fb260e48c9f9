import AWSClient

/// Which attributes are the key of a table or of an index.
struct KeySchema: Equatable, Sendable {
    let hash: KeyAttribute
    let range: KeyAttribute?

    var attributes: [KeyAttribute] { [hash] + (range.map { [$0] } ?? []) }
    var names: [String] { attributes.map(\.name) }

    /// The place of an item whose key is known to be sound; nil for one that lacks a part of it.
    func key(of item: Item) -> ItemKey? {
        guard let hash = item[hash.name] else { return nil }
        let key = ItemKey(partition: hash)
        guard let range else { return key }
        return item[range.name].map(key.then)
    }

    /// The attributes of the key alone.
    func keyItem(of item: Item) -> Item {
        var key = Item()
        for name in names { key[name] = item[name] }
        return key
    }
}

struct KeyAttribute: Equatable, Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case string = "S"
        case number = "N"
        case binary = "B"
    }

    let name: String
    let kind: Kind

    func fits(_ value: AttributeValue) -> Bool { value.typeName == kind.rawValue }
}

extension KeySchema {
    /// The place of an item that a call names by its key alone.
    func key(naming key: Item) throws(ServiceFault) -> ItemKey {
        guard key.attributes.count == attributes.count else { throw .wrongKey }
        for attribute in attributes {
            guard let value = key[attribute.name], attribute.fits(value) else { throw .wrongKey }
        }
        return try checked(key)
    }

    /// The place of a whole item.
    func key(ofWhole item: Item) throws(ServiceFault) -> ItemKey {
        for attribute in attributes {
            guard let value = item[attribute.name] else {
                throw .invalidTableParameter("Missing the key \(attribute.name) in the item")
            }
            guard attribute.fits(value) else {
                throw .invalidTableParameter(
                    "Type mismatch for key \(attribute.name) expected: \(attribute.kind.rawValue) "
                        + "actual: \(value.typeName)"
                )
            }
        }
        return try checked(item)
    }

    private func checked(_ item: Item) throws(ServiceFault) -> ItemKey {
        for attribute in attributes where item[attribute.name]?.isEmptyKey == true {
            let type = attribute.kind == .binary ? "binary" : "string"
            throw .invalid(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain "
                    + "an empty \(type) value. Key: \(attribute.name)"
            )
        }
        if item[hash.name]?.storedSize ?? 0 > Self.longestHash {
            throw .invalidTableParameter("Size of hashkey has exceeded the maximum size limit of2048 bytes")
        }
        if let range, item[range.name]?.storedSize ?? 0 > Self.longestRange {
            throw .invalidTableParameter("Aggregated size of all range keys has exceeded the size limit of 1024 bytes")
        }
        guard let key = key(of: item) else { throw .wrongKey }
        return key
    }

    private static let longestHash = 2_048
    private static let longestRange = 1_024
}

extension AttributeValue {
    var isEmptyKey: Bool {
        switch self {
        case .string(let text): text.isEmpty
        case .binary(let bytes): bytes.isEmpty
        case .number, .bool, .null, .map, .list, .stringSet, .numberSet, .binarySet: false
        }
    }
}
