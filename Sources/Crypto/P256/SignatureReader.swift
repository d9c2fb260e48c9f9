/// Reads `SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279 2.2.3).
struct SignatureReader {
    static let sequence: UInt8 = 0x30
    static let integer: UInt8 = 0x02

    private var rest: ArraySlice<UInt8>

    init(_ der: [UInt8]) {
        rest = der[...]
    }

    mutating func read() throws(SignatureFault) -> (r: [UInt8], s: [UInt8]) {
        let body = try value(tagged: Self.sequence)
        guard rest.isEmpty else { throw .trailingBytes }
        rest = body
        let r = try number()
        let s = try number()
        guard rest.isEmpty else { throw .trailingBytes }
        return (r, s)
    }

    /// A length of more than one byte is never needed: the longest sequence holds 70.
    private mutating func value(tagged tag: UInt8) throws(SignatureFault) -> ArraySlice<UInt8> {
        guard let first = rest.popFirst() else { throw .truncated }
        guard first == tag else { throw .unexpectedTag }
        guard let length = rest.popFirst() else { throw .truncated }
        guard length < 0x80 else { throw .lengthNotShort }
        guard rest.count >= Int(length) else { throw .truncated }
        defer { rest = rest.dropFirst(Int(length)) }
        return rest.prefix(Int(length))
    }

    private mutating func number() throws(SignatureFault) -> [UInt8] {
        var digits = try value(tagged: Self.integer)
        guard let first = digits.first else { throw .truncated }
        guard first < 0x80 else { throw .negative }
        if first == 0, digits.count > 1 {
            digits = digits.dropFirst()
            guard digits.first.map({ $0 >= 0x80 }) ?? false else { throw .padded }
        }
        guard digits.count <= P256.byteCount else { throw .outOfRange }
        let number = [UInt8](repeating: 0, count: P256.byteCount - digits.count) + digits
        guard number.withUnsafeBytes({ P256.isScalar($0) }) else { throw .outOfRange }
        return number
    }
}
