// For integers of 128 bits the standard library has answers of its own, which say that there is no support for them and
// come before our generic ones. So these are spelled out; only values of 64 bits go through.

extension KeyedReader {
    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 {
        try tape.read(type, at: value(key))
    }

    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 {
        try tape.read(type, at: value(key))
    }

    func decodeIfPresent(_ type: Int128.Type, forKey key: Key) throws -> Int128? {
        try contains(key) && !decodeNil(forKey: key) ? decode(type, forKey: key) : nil
    }

    func decodeIfPresent(_ type: UInt128.Type, forKey key: Key) throws -> UInt128? {
        try contains(key) && !decodeNil(forKey: key) ? decode(type, forKey: key) : nil
    }
}

extension UnkeyedReader {
    mutating func decode(_ type: Int128.Type) throws -> Int128 {
        try take(type)
    }

    mutating func decode(_ type: UInt128.Type) throws -> UInt128 {
        try take(type)
    }

    mutating func decodeIfPresent(_ type: Int128.Type) throws -> Int128? {
        try isAtEnd || decodeNil() ? nil : take(type)
    }

    mutating func decodeIfPresent(_ type: UInt128.Type) throws -> UInt128? {
        try isAtEnd || decodeNil() ? nil : take(type)
    }
}

extension TapeDecoder {
    func decode(_ type: Int128.Type) throws -> Int128 {
        try tape.read(type, at: node)
    }

    func decode(_ type: UInt128.Type) throws -> UInt128 {
        try tape.read(type, at: node)
    }
}

extension KeyedDraft {
    func encode(_ value: Int128, forKey key: Key) throws {
        try draft.write(value, at: .member(key.stringValue, of: object))
    }

    func encode(_ value: UInt128, forKey key: Key) throws {
        try draft.write(value, at: .member(key.stringValue, of: object))
    }

    func encodeIfPresent(_ value: Int128?, forKey key: Key) throws {
        if let value { try encode(value, forKey: key) }
    }

    func encodeIfPresent(_ value: UInt128?, forKey key: Key) throws {
        if let value { try encode(value, forKey: key) }
    }
}

extension UnkeyedDraft {
    func encode(_ value: Int128) throws {
        try draft.write(value, at: .element(of: array))
    }

    func encode(_ value: UInt128) throws {
        try draft.write(value, at: .element(of: array))
    }
}

extension DraftEncoder {
    func encode(_ value: Int128) throws {
        try draft.write(value, at: .slot(slot))
    }

    func encode(_ value: UInt128) throws {
        try draft.write(value, at: .slot(slot))
    }
}
