extension Draft {
    /// Writes a value of any type: what JSON knows at once, other types by their own method.
    ///
    /// Where the type is known to the compiler, all but one line of this goes away.
    @inline(__always)
    func write<T: Encodable>(_ value: T, at place: Place) throws {
        if T.self == String.self { return try write(string: cast(value), at: place) }
        if T.self == Int.self { return try write(integer: cast(value, Int.self), at: place) }
        if T.self == Bool.self { return try write(word: cast(value) ? "true" : "false", at: place) }
        if T.self == Double.self { return try write(floating: cast(value, Double.self), at: place) }
        if T.self == Int64.self { return try write(integer: cast(value, Int64.self), at: place) }
        if T.self == UInt64.self { return try write(integer: cast(value, UInt64.self), at: place) }
        if T.self == Int32.self { return try write(integer: cast(value, Int32.self), at: place) }
        if T.self == UInt32.self { return try write(integer: cast(value, UInt32.self), at: place) }
        if T.self == Int16.self { return try write(integer: cast(value, Int16.self), at: place) }
        if T.self == UInt16.self { return try write(integer: cast(value, UInt16.self), at: place) }
        if T.self == Int8.self { return try write(integer: cast(value, Int8.self), at: place) }
        if T.self == UInt8.self { return try write(integer: cast(value, UInt8.self), at: place) }
        if T.self == UInt.self { return try write(integer: cast(value, UInt.self), at: place) }
        if T.self == Int128.self { return try write(wide: cast(value, Int128.self), at: place) }
        if T.self == UInt128.self { return try write(wide: cast(value, UInt128.self), at: place) }
        if T.self == Float.self { return try write(floating: cast(value, Float.self), at: place) }
        if T.self == JSONValue.self, !style.isPretty { return try write(tree: cast(value), at: place) }
        try ask(value, at: place)
    }

    func writeNull(at place: Place) throws {
        try write(word: "null", at: place)
    }

    /// Only for a value whose type has been compared with the result's: a checked cast costs more than writing it.
    @inline(__always)
    private func cast<T, Value>(_ value: T, _ type: Value.Type = Value.self) -> Value {
        unsafeBitCast(value, to: Value.self)
    }

    private func write(word: StaticString, at place: Place) throws {
        let run = try begin(place)
        bytes.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
        end(run)
    }

    private func write(string: String, at place: Place) throws {
        let run = try begin(place)
        bytes.appendJSON(string: string, ascii: style.isASCII)
        end(run)
    }

    private func write(integer: some FixedWidthInteger, at place: Place) throws {
        let run = try begin(place)
        bytes.appendJSON(integer: integer)
        end(run)
    }

    /// Beyond 64 bits no reader of ours would take the number back.
    private func write<T: FixedWidthInteger & Encodable>(wide integer: T, at place: Place) throws {
        guard Int64(exactly: integer) != nil || UInt64(exactly: integer) != nil else {
            throw invalid(.numberOutOfRange, at: place)
        }
        try write(integer: integer, at: place)
    }

    private func write<T: BinaryFloatingPoint & CustomStringConvertible>(floating value: T, at place: Place) throws {
        guard value.isFinite || style.followsJavaScript else { throw invalid(.notFinite, at: place) }
        let run = try begin(place)
        bytes.appendJSON(finite: value, style: style)
        end(run)
    }

    private func write(tree: JSONValue, at place: Place) throws {
        let run = try begin(place)
        var writer = JSONWriter(style: style, appendingTo: bytes)
        bytes = []
        writer.value(tree)
        bytes = writer.finish()
        end(run)
    }

    /// Lets a type encode itself.
    private func ask<T: Encodable>(_ value: T, at place: Place) throws {
        let slot = try slot(place)
        guard nodes[slot].depth <= JSONLimits.standard.depth else {
            throw invalid(.tooDeep(limit: JSONLimits.standard.depth), at: slot)
        }
        let before = nodes[slot]
        do {
            try value.encode(to: DraftEncoder(draft: self, slot: slot))
            guard nodes[slot].kind != .pending else {
                throw misuse ?? invalid(.nothingEncoded(type: "\(T.self)"), at: slot) as any Error
            }
        } catch {
            if !isRefusing(within: slot) { refusing = slot }
            nodes[slot] = before
            if case .slot = place {} else { nodes[slot].kind = .dropped }
            throw error
        }
    }
}
