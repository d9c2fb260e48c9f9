extension Draft {
    /// Writes a value of any type: what JSON knows at once, other types by their own method.
    @inline(__always)
    func write<T: Encodable>(_ value: T, at place: Place) throws {
        if try !writeKnown(value, at: place) { try ask(value, at: place) }
    }

    /// Writes a value of a type that JSON knows; false for any other type.
    ///
    /// Where the type is known to the compiler, all but one line of this goes away. It is a function of its own to be
    /// off the stack when a type encodes its parts: without optimisation its frame is large.
    private func writeKnown<T: Encodable>(_ value: T, at place: Place) throws -> Bool {
        if T.self == String.self { return try write(string: cast(value, to: String.self), at: place) }
        if T.self == Int.self { return try write(integer: cast(value, to: Int.self), at: place) }
        if T.self == Bool.self { return try write(word: cast(value, to: Bool.self) ? "true" : "false", at: place) }
        if T.self == Double.self { return try write(floating: cast(value, to: Double.self), at: place) }
        if T.self == Int64.self { return try write(integer: cast(value, to: Int64.self), at: place) }
        if T.self == UInt64.self { return try write(integer: cast(value, to: UInt64.self), at: place) }
        if T.self == Int32.self { return try write(integer: cast(value, to: Int32.self), at: place) }
        if T.self == UInt32.self { return try write(integer: cast(value, to: UInt32.self), at: place) }
        if T.self == Int16.self { return try write(integer: cast(value, to: Int16.self), at: place) }
        if T.self == UInt16.self { return try write(integer: cast(value, to: UInt16.self), at: place) }
        if T.self == Int8.self { return try write(integer: cast(value, to: Int8.self), at: place) }
        if T.self == UInt8.self { return try write(integer: cast(value, to: UInt8.self), at: place) }
        if T.self == UInt.self { return try write(integer: cast(value, to: UInt.self), at: place) }
        if T.self == Int128.self { return try write(wide: cast(value, to: Int128.self), at: place) }
        if T.self == UInt128.self { return try write(wide: cast(value, to: UInt128.self), at: place) }
        if T.self == Float.self { return try write(floating: cast(value, to: Float.self), at: place) }
        if T.self == JSONValue.self { return try write(tree: cast(value, to: JSONValue.self), at: place) }
        return false
    }

    func writeNull(at place: Place) throws {
        _ = try write(word: "null", at: place)
    }

    /// Only for a value whose type has been compared with the result's: a checked cast costs more than writing it.
    @inline(__always)
    private func cast<T, Value>(_ value: T, to type: Value.Type) -> Value {
        unsafeBitCast(value, to: type)
    }

    private func write(word: StaticString, at place: Place) throws -> Bool {
        let run = try begin(place)
        bytes.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
        end(run)
        return true
    }

    private func write(string: String, at place: Place) throws -> Bool {
        let run = try begin(place)
        bytes.appendJSON(string: string, ascii: style.isASCII)
        end(run)
        return true
    }

    private func write(integer: some FixedWidthInteger, at place: Place) throws -> Bool {
        let run = try begin(place)
        bytes.appendJSON(integer: integer)
        end(run)
        return true
    }

    /// Beyond 64 bits no reader of ours would take the number back.
    private func write(wide integer: some FixedWidthInteger, at place: Place) throws -> Bool {
        guard Int64(exactly: integer) != nil || UInt64(exactly: integer) != nil else {
            throw invalid(.numberOutOfRange, at: place)
        }
        return try write(integer: integer, at: place)
    }

    private func write(
        floating value: some BinaryFloatingPoint & CustomStringConvertible,
        at place: Place
    ) throws -> Bool {
        guard value.isFinite || style.followsJavaScript else { throw invalid(.notFinite, at: place) }
        let run = try begin(place)
        bytes.appendJSON(finite: value, style: style)
        end(run)
        return true
    }

    /// Only without line breaks: the writer does not know how far to indent.
    private func write(tree: JSONValue, at place: Place) throws -> Bool {
        guard !style.isPretty else { return false }
        let run = try begin(place)
        var writer = JSONWriter(style: style, appendingTo: bytes)
        bytes = []
        writer.value(tree)
        bytes = writer.finish()
        end(run)
        return true
    }

    /// Lets a type encode itself.
    ///
    /// This stays on the stack while the type encodes its parts, so all else is done in functions of their own.
    private func ask<T: Encodable>(_ value: T, at place: Place) throws {
        let slot = try slot(place)
        let before = nodes[slot]
        do {
            try checkDepth(of: slot)
            try value.encode(to: DraftEncoder(draft: self, slot: slot))
            try checkEncoded(slot, T.self)
        } catch {
            restore(slot, before, of: place)
            throw error
        }
    }

    private func checkDepth(of slot: Int) throws {
        guard nodes[slot].depth <= JSONLimits.standard.depth else {
            throw invalid(.tooDeep(limit: JSONLimits.standard.depth), at: slot)
        }
    }

    private func checkEncoded(_ slot: Int, _ type: Any.Type) throws {
        guard nodes[slot].kind == .pending else { return }
        if let misuse { throw misuse }
        throw invalid(.nothingEncoded(type: "\(type)"), at: slot)
    }

    /// Takes back what a type wrote before it failed: its owner may catch the error and go on.
    private func restore(_ slot: Int, _ before: Node, of place: Place) {
        if !isRefusing(within: slot) { refusing = slot }
        nodes[slot] = before
        if case .slot = place { return }
        nodes[slot].kind = .dropped
    }
}
