/// The members of an object, by key.
struct KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let tape: Tape
    let object: Int

    init(_ tape: Tape, _ node: Int) throws {
        guard tape.nodes[node].kind == .object else {
            throw tape.mismatch(expected: .object, at: node, [String: Any].self)
        }
        self.tape = tape
        object = node
    }

    var codingPath: [any CodingKey] { tape.path(to: object).codingPath }

    var allKeys: [Key] { tape.keys(of: object).compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool {
        tape.member(key.stringValue, of: object) != nil
    }

    func decodeNil(forKey key: Key) throws -> Bool {
        tape.isNull(try value(key))
    }

    // These two serve the protocol's requirements for all types at once.
    @inline(__always)
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try tape.read(type, at: value(key))
    }

    @inline(__always)
    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        guard let node = tape.member(key.stringValue, of: object), !tape.isNull(node) else { return nil }
        return try tape.read(type, at: node)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        KeyedDecodingContainer(try KeyedReader<Nested>(tape, value(key)))
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try UnkeyedReader(tape, value(key))
    }

    func superDecoder() throws -> any Decoder {
        guard let node = tape.member(PathKey.superclass.stringValue, of: object) else {
            throw tape.missing(PathKey.superclass, in: object)
        }
        return TapeDecoder(tape: tape, node: node)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        TapeDecoder(tape: tape, node: try value(key))
    }

    func value(_ key: Key) throws -> Int {
        guard let node = tape.member(key.stringValue, of: object) else { throw tape.missing(key, in: object) }
        return node
    }
}
