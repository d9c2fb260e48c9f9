/// An array of a draft.
struct UnkeyedDraft: UnkeyedEncodingContainer {
    let draft: Draft
    let array: Int

    init(_ draft: Draft, at slot: Int) {
        self.draft = draft
        array = draft.open(.array, at: slot)
    }

    var codingPath: [any CodingKey] { draft.path(to: array).codingPath }
    var count: Int { draft.nodes[array].count }

    func encodeNil() throws {
        try draft.writeNull(at: .element(of: array))
    }

    // Serves the protocol's requirements for all types at once.
    @inline(__always)
    func encode<T: Encodable>(_ value: T) throws {
        try draft.write(value, at: .element(of: array))
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        KeyedEncodingContainer(KeyedDraft<Nested>(draft, at: draft.addElement(to: array)))
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        UnkeyedDraft(draft, at: draft.addElement(to: array))
    }

    func superEncoder() -> any Encoder {
        DraftEncoder(draft: draft, slot: draft.addElement(to: array))
    }
}
