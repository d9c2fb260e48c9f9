/// Eight bytes of a string, looked at all at once.
struct EightBytes {
    private let bits: UInt64

    init(_ text: Span<UInt8>, at offset: Int) {
        bits = UInt64(littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// How many bytes come before the first that needs a closer look; eight if none does.
    ///
    /// That is a quote, a backslash, a control character, or a byte outside ASCII.
    /// A borrow out of one byte can mark the next one wrongly, but only above a byte that is marked rightly.
    var plainPrefix: Int {
        let low: UInt64 = 0x0101_0101_0101_0101
        let high: UInt64 = 0x8080_8080_8080_8080
        let control = bits &- low &* 0x20
        let quote = (bits ^ low &* 0x22) &- low
        let backslash = (bits ^ low &* 0x5C) &- low
        let marks = (control | quote | backslash) & ~bits & high | bits & high
        return marks.trailingZeroBitCount >> 3
    }
}
