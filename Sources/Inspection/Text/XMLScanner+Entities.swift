extension XMLScanner {
    private static let named: [(StaticString, UInt8)] = [
        ("&amp;", UInt8(ascii: "&")), ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")),
        ("&quot;", UInt8(ascii: "\"")), ("&apos;", UInt8(ascii: "'")),
    ]

    /// Texts of more than any pair shows are cut.
    private static let longest = 16 << 10

    static func unescaped(_ bytes: Bytes) -> String {
        let bytes = bytes[from: 0, upTo: longest]
        guard bytes.firstIndex(of: "&") != nil else { return TextDecoding.utf8(bytes) }
        var text: [UInt8] = []
        var index = 0
        while let byte = bytes[index] {
            if byte == UInt8(ascii: "&") {
                if let (entity, character) = named.first(where: { bytes.holds($0.0, at: index) }) {
                    text.append(character)
                    index += entity.utf8CodeUnitCount
                    continue
                }
                if let (scalar, end) = number(in: bytes, at: index) {
                    text += Array(String(scalar).utf8)
                    index = end
                    continue
                }
            }
            text.append(byte)
            index += 1
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// A reference such as `&#x20ac;`, and where it ends.
    private static func number(in bytes: Bytes, at start: Int) -> (Unicode.Scalar, Int)? {
        guard bytes.holds("&#", at: start), let length = bytes[from: start, upTo: 12].firstIndex(of: ";") else {
            return nil
        }
        let isHex = bytes[start + 2] == UInt8(ascii: "x")
        let digits = TextDecoding.utf8(bytes[from: start + (isHex ? 3 : 2), upTo: length - (isHex ? 3 : 2)])
        return UInt32(digits, radix: isHex ? 16 : 10).flatMap(Unicode.Scalar.init).map { ($0, start + length + 1) }
    }
}
