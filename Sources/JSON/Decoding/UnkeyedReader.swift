/// The elements of an array, one after the other.
///
/// Small enough to lie within an existential: most arrays are read through one.
struct UnkeyedReader: UnkeyedDecodingContainer {
    private let tape: Tape
    private let array: UInt32
    private var node: UInt32
    private var index: UInt32 = 0

    init(_ tape: Tape, _ node: Int) throws {
        guard tape.nodes[node].kind == .array else { throw tape.mismatch(expected: .array, at: node, [Any].self) }
        self.tape = tape
        array = UInt32(truncatingIfNeeded: node)
        self.node = UInt32(truncatingIfNeeded: node + 1)
    }

    var codingPath: [any CodingKey] { tape.path(to: Int(array)).codingPath }
    var count: Int? { tape.nodes[Int(array)].high }
    var currentIndex: Int { Int(index) }
    var isAtEnd: Bool { Int(node) >= tape.nodes[Int(array)].low }

    /// Null is passed over, anything else stays to be decoded.
    mutating func decodeNil() throws -> Bool {
        guard tape.isNull(try current(Any?.self)) else { return false }
        advance()
        return true
    }

    // These two serve the protocol's requirements for all types at once.
    @inline(__always)
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        try take(type)
    }

    @inline(__always)
    mutating func decodeIfPresent<T: Decodable>(_ type: T.Type) throws -> T? {
        guard !isAtEnd, try !decodeNil() else { return nil }
        return try take(type)
    }

    @inline(__always)
    mutating func take<T: Decodable>(_ type: T.Type) throws -> T {
        let value = try tape.read(type, at: current(type))
        advance()
        return value
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        let container = KeyedDecodingContainer(try KeyedReader<Nested>(tape, current([String: Any].self)))
        advance()
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try UnkeyedReader(tape, current([Any].self))
        advance()
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = TapeDecoder(tape: tape, node: try current((any Decoder).self))
        advance()
        return decoder
    }

    private func current(_ type: Any.Type) throws -> Int {
        guard !isAtEnd else {
            throw tape.endOfArray(type, index: currentIndex, array: Int(array))
        }
        return Int(node)
    }

    private mutating func advance() {
        node = UInt32(truncatingIfNeeded: tape.next(after: Int(node)))
        index += 1
    }
}
