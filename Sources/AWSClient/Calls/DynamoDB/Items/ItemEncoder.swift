/// Takes the value of one place of an item.
struct ItemEncoder: Encoder, SingleValueEncodingContainer {
    let slot: ItemSlot

    var codingPath: [any CodingKey] { slot.path }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(MapEncoder(map: slot))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { ListEncoder(list: slot) }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() { slot.encodeNil() }

    // Serves the protocol's requirements for all types at once.
    func encode<T: Encodable>(_ value: T) throws { try slot.encode(value) }
}

/// A map of an item.
private struct MapEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let map: ItemSlot

    init(map: ItemSlot) {
        map.openMap()
        self.map = map
    }

    var codingPath: [any CodingKey] { map.path }

    func encodeNil(forKey key: Key) { map.member(key).encodeNil() }

    // Serves the protocol's requirements for all types at once.
    func encode<T: Encodable>(_ value: T, forKey key: Key) throws { try map.member(key).encode(value) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        KeyedEncodingContainer(MapEncoder<Nested>(map: map.member(key)))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        ListEncoder(list: map.member(key))
    }

    func superEncoder() -> any Encoder { ItemEncoder(slot: map.member(AttributeKey.superclass)) }

    func superEncoder(forKey key: Key) -> any Encoder { ItemEncoder(slot: map.member(key)) }
}

/// A list of an item.
private struct ListEncoder: UnkeyedEncodingContainer {
    let list: ItemSlot

    init(list: ItemSlot) {
        list.openList()
        self.list = list
    }

    var codingPath: [any CodingKey] { list.path }
    var count: Int { list.count }

    func encodeNil() { list.element().encodeNil() }

    // Serves the protocol's requirements for all types at once.
    func encode<T: Encodable>(_ value: T) throws { try list.element().encode(value) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        KeyedEncodingContainer(MapEncoder<Nested>(map: list.element()))
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { ListEncoder(list: list.element()) }

    func superEncoder() -> any Encoder { ItemEncoder(slot: list.element()) }
}
