/// Gives a type the value at one node of a tape.
struct TapeDecoder: Decoder {
    let tape: Tape
    let node: Int

    var codingPath: [any CodingKey] { tape.path(to: node).codingPath }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(try KeyedReader<Key>(tape, node))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try UnkeyedReader(tape, node)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        self
    }
}

extension TapeDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool {
        tape.isNull(node)
    }

    // Serves the protocol's requirements for all types at once.
    @inline(__always)
    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        try tape.read(type, at: node)
    }
}
