/// An object of a draft.
struct KeyedDraft<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let draft: Draft
    let object: Int

    init(_ draft: Draft, at slot: Int) {
        self.init(draft, object: draft.open(DictionaryKey.isKey(Key.self) ? .dictionary : .object, at: slot))
    }

    init(_ draft: Draft, object: Int) {
        self.draft = draft
        self.object = object
    }

    var codingPath: [any CodingKey] { draft.path(to: object).codingPath }

    func encodeNil(forKey key: Key) throws {
        try draft.writeNull(at: .member(key.stringValue, of: object))
    }

    // These two serve the protocol's requirements for all types at once.
    @inline(__always)
    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try draft.write(value, at: .member(key.stringValue, of: object))
    }

    @inline(__always)
    func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
        if let value { try draft.write(value, at: .member(key.stringValue, of: object)) }
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        KeyedEncodingContainer(KeyedDraft<Nested>(draft, at: slot(key.stringValue)))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        UnkeyedDraft(draft, at: slot(key.stringValue))
    }

    func superEncoder() -> any Encoder {
        DraftEncoder(draft: draft, slot: slot(PathKey.superclass.stringValue))
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        DraftEncoder(draft: draft, slot: slot(key.stringValue))
    }

    private func slot(_ key: String) -> Int {
        draft.addSlot(key: key, to: object)
    }
}
