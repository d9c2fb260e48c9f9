/// Takes the value of one place of a draft.
struct DraftEncoder: Encoder {
    let draft: Draft
    let slot: Int

    var codingPath: [any CodingKey] { draft.path(to: slot).codingPath }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedDraft<Key>(draft, at: slot))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        UnkeyedDraft(draft, at: slot)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        self
    }
}

extension DraftEncoder: SingleValueEncodingContainer {
    func encodeNil() throws {
        try draft.writeNull(at: .slot(slot))
    }

    // Serves the protocol's requirements for all types at once.
    @inline(__always)
    func encode<T: Encodable>(_ value: T) throws {
        try draft.write(value, at: .slot(slot))
    }
}
