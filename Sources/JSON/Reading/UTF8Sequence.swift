/// The well-formed multi-byte sequences of UTF-8, after table 3-7 of the Unicode standard.
enum UTF8Sequence {
    /// The length of the sequence that begins at the offset with a byte outside ASCII; nil if it is malformed.
    static func length(in text: Span<UInt8>, at offset: Int) -> Int? {
        let second: ClosedRange<UInt8>
        let length: Int
        switch text[offset] {
        case 0xC2...0xDF: (second, length) = (0x80...0xBF, 2)
        case 0xE0: (second, length) = (0xA0...0xBF, 3)
        case 0xE1...0xEC, 0xEE...0xEF: (second, length) = (0x80...0xBF, 3)
        case 0xED: (second, length) = (0x80...0x9F, 3)
        case 0xF0: (second, length) = (0x90...0xBF, 4)
        case 0xF1...0xF3: (second, length) = (0x80...0xBF, 4)
        case 0xF4: (second, length) = (0x80...0x8F, 4)
        default: return nil
        }
        guard offset + length <= text.count, second.contains(text[offset + 1]) else { return nil }
        for index in offset + 2..<offset + max(length, 2) where text[index] & 0xC0 != 0x80 { return nil }
        return length
    }
}
