extension Tape {
    func decode<T: Decodable>(_ type: T.Type) throws(JSONError) -> T {
        do {
            return try read(type, at: 0)
        } catch {
            throw self.error(for: error)
        }
    }

    func isNull(_ node: Int) -> Bool { nodes[node].kind == .null }

    func keys(of object: Int) -> [String] {
        var keys: [String] = []
        var index = object + 1
        while index < nodes[object].low {
            keys.append(string(at: index))
            index = next(after: index + 1)
        }
        return keys
    }

    /// Reads a value of any type: what JSON knows at once, other types by their own initialiser.
    @inline(__always)
    func read<T: Decodable>(_ type: T.Type, at node: Int) throws -> T {
        if let known = try known(type, at: node) { return known }
        return try initialise(type, at: node)
    }

    /// The value of a type that JSON knows, or nil for any other type.
    ///
    /// Where the type is known to the compiler, all but one line of this goes away. It is a function of its own to be
    /// off the stack when a type decodes its parts: without optimisation its frame is large.
    private func known<T: Decodable>(_ type: T.Type, at node: Int) throws -> T? {
        if T.self == String.self { return cast(try text(at: node), to: T.self) }
        if T.self == Int.self { return cast(try integer(Int.self, at: node), to: T.self) }
        if T.self == Bool.self { return cast(try bool(at: node), to: T.self) }
        if T.self == Double.self { return cast(try double(at: node), to: T.self) }
        if T.self == Int64.self { return cast(try integer(Int64.self, at: node), to: T.self) }
        if T.self == UInt64.self { return cast(try integer(UInt64.self, at: node), to: T.self) }
        if T.self == Int32.self { return cast(try integer(Int32.self, at: node), to: T.self) }
        if T.self == UInt32.self { return cast(try integer(UInt32.self, at: node), to: T.self) }
        if T.self == Int16.self { return cast(try integer(Int16.self, at: node), to: T.self) }
        if T.self == UInt16.self { return cast(try integer(UInt16.self, at: node), to: T.self) }
        if T.self == Int8.self { return cast(try integer(Int8.self, at: node), to: T.self) }
        if T.self == UInt8.self { return cast(try integer(UInt8.self, at: node), to: T.self) }
        if T.self == UInt.self { return cast(try integer(UInt.self, at: node), to: T.self) }
        if T.self == Int128.self { return cast(try integer(Int128.self, at: node), to: T.self) }
        if T.self == UInt128.self { return cast(try integer(UInt128.self, at: node), to: T.self) }
        if T.self == Float.self { return cast(try float(at: node), to: T.self) }
        if T.self == JSONValue.self { return cast(value(at: node), to: T.self) }
        if T.self == [String].self { return cast(try strings(at: node), to: T.self) }
        if T.self == [String: String].self { return cast(try dictionary(at: node), to: T.self) }
        return nil
    }

    /// Only for a value whose type has been compared with T: a checked cast costs more than reading the value.
    @inline(__always)
    private func cast<Value, T>(_ value: Value, to type: T.Type) -> T {
        unsafeBitCast(value, to: type)
    }

    /// An error of the type's own passes through, for the type around it may know it; only its place is kept.
    private func initialise<T: Decodable>(_ type: T.Type, at node: Int) throws -> T {
        do {
            return try T(from: TapeDecoder(tape: self, node: node))
        } catch {
            let isFromWithin = refusing.map { ($0 >= node && $0 < next(after: node)) } ?? false
            if !isFromWithin { refusing = node }
            throw error
        }
    }

    func text(at node: Int) throws -> String {
        switch nodes[node].kind {
        case .plain, .escaped: return string(at: node)
        default: throw mismatch(expected: .string, at: node, String.self)
        }
    }

    private func bool(at node: Int) throws -> Bool {
        switch nodes[node].kind {
        case .true: return true
        case .false: return false
        default: throw mismatch(expected: .bool, at: node, Bool.self)
        }
    }

    private func integer<T: FixedWidthInteger>(_ type: T.Type, at node: Int) throws -> T {
        let payload = nodes[node].payload
        let value: T?
        switch nodes[node].kind {
        case .integer: value = T(exactly: Int64(bitPattern: payload))
        case .unsigned: value = T(exactly: payload)
        case .double: value = T(whole: Double(bitPattern: payload))
        default: throw mismatch(expected: .number, at: node, type)
        }
        guard let value else {
            let expected = T.isSigned ? "a whole number" : "an unsigned whole number"
            throw unrepresentable(expected: expected, bits: T.bitWidth, at: node)
        }
        return value
    }

    private func double(at node: Int) throws -> Double {
        let payload = nodes[node].payload
        switch nodes[node].kind {
        case .integer: return Double(Int64(bitPattern: payload))
        case .unsigned: return Double(payload)
        case .double: return Double(bitPattern: payload)
        default: throw mismatch(expected: .number, at: node, Double.self)
        }
    }

    private func float(at node: Int) throws -> Float {
        let value = Float(try double(at: node))
        guard value.isFinite else { throw unrepresentable(expected: "a number", bits: 32, at: node) }
        return value
    }
}
