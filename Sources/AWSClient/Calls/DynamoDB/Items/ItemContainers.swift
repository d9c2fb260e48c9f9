/// The members of a map of an item.
struct MapDecoder<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let map: [String: AttributeValue]
    let codingPath: [any CodingKey]

    /// In order, for a dictionary has none.
    var allKeys: [Key] { map.keys.sorted().compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { map[key.stringValue] != nil }

    /// What is not there is nil as much as a null.
    func decodeNil(forKey key: Key) -> Bool {
        map[key.stringValue].map { $0 == .null } ?? true
    }

    // Serves the protocol's requirements for all types at once.
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        if map[key.stringValue] == nil, let set = type as? any DecodableSet.Type, let empty = set.init() as? T {
            return empty
        }
        return try decoder(key).read(type)
    }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        decodeNil(forKey: key) ? nil : try decoder(key).read(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try decoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try decoder(AttributeKey.superclass) }

    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

    private func decoder(_ key: any CodingKey) throws -> ItemDecoder {
        let path = codingPath + [key]
        guard let value = map[key.stringValue] else {
            let failure = ItemFailure(.missing, at: path)
            throw DecodingError.keyNotFound(
                key,
                .init(codingPath: codingPath, debugDescription: "\(failure)", underlyingError: failure)
            )
        }
        return ItemDecoder(value: value, codingPath: path)
    }
}

/// The elements of a list of an item, one after the other.
struct ListDecoder: UnkeyedDecodingContainer {
    let list: [AttributeValue]
    let codingPath: [any CodingKey]
    private(set) var currentIndex = 0

    init(list: [AttributeValue], codingPath: [any CodingKey]) {
        self.list = list
        self.codingPath = codingPath
    }

    var count: Int? { list.count }
    var isAtEnd: Bool { currentIndex == list.count }

    /// Null is passed over, anything else stays to be decoded.
    mutating func decodeNil() throws -> Bool {
        guard try current().value == .null else { return false }
        currentIndex += 1
        return true
    }

    // Serves the protocol's requirements for all types at once.
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let value = try current().read(type)
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        let container = try current().container(keyedBy: type)
        currentIndex += 1
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try current().unkeyedContainer()
        currentIndex += 1
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = try current()
        currentIndex += 1
        return decoder
    }

    private func current() throws -> ItemDecoder {
        let path = codingPath + [AttributeKey(currentIndex)]
        guard !isAtEnd else { throw ItemFailure(.missing, at: path).decodingError }
        return ItemDecoder(value: list[currentIndex], codingPath: path)
    }
}
