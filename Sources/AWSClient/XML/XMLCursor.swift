/// A place in a text, and the smallest parts of XML that may stand there.
struct XMLCursor {
    private let text: [UInt8]
    private(set) var offset = 0

    init(_ text: [UInt8]) {
        self.text = text
    }

    var isAtEnd: Bool { offset == text.count }
    var peek: UInt8? { offset < text.count ? text[offset] : nil }
    var unexpected: XMLFault { isAtEnd ? .cutShort : .unexpected(offset: offset) }

    mutating func advance() {
        offset = min(offset + 1, text.count)
    }

    @discardableResult
    mutating func skip(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard length <= text.count - offset else { return false }
        let word = UnsafeBufferPointer(start: word.utf8Start, count: length)
        guard text[offset..<offset + length].elementsEqual(word) else { return false }
        offset += length
        return true
    }

    mutating func expect(_ word: StaticString) throws(XMLFault) {
        guard skip(word) else { throw unexpected }
    }

    mutating func skip(past word: StaticString) throws(XMLFault) {
        while !skip(word) {
            guard !isAtEnd else { throw .cutShort }
            advance()
        }
    }

    @discardableResult
    mutating func skipSpace() -> Bool {
        let start = offset
        while let byte = peek, Self.isSpace(byte) { advance() }
        return offset > start
    }

    /// Letters, digits and what else names have; beyond ASCII, anything.
    mutating func name() throws(XMLFault) -> String {
        let start = offset
        while let byte = peek, Self.isName(byte) { advance() }
        guard start < offset, !Self.isDigit(text[start]), !"-.".utf8.contains(text[start]) else {
            throw unexpected
        }
        return String(decoding: text[start..<offset], as: UTF8.self)
    }

    /// One byte of text; of the control characters only those that XML allows.
    mutating func character() throws(XMLFault) -> UInt8 {
        guard let byte = peek, byte >= 0x20 || Self.isSpace(byte) else { throw unexpected }
        advance()
        return byte
    }

    /// One of the five entities, or a character by its number: `&#13;` is how S3 writes a line's end within a key.
    mutating func reference() throws(XMLFault) -> [UInt8] {
        let start = offset
        let length = text[offset...].prefix(Self.longestReference).firstIndex(of: UInt8(ascii: ";"))
        guard let end = length else { throw .unknownEntity(offset: start) }
        let name = String(decoding: text[offset + 1..<end], as: UTF8.self)
        guard let scalar = Self.entities[name] ?? Self.numbered(name) else { throw .unknownEntity(offset: start) }
        offset = end + 1
        return Array(String(Character(scalar)).utf8)
    }

    /// The longest that means anything is `&#1114111;`.
    private static let longestReference = 12

    private static let entities: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
    ]

    private static func numbered(_ name: String) -> Unicode.Scalar? {
        guard name.hasPrefix("#") else { return nil }
        let isHex = name.hasPrefix("#x")
        let digits = name.dropFirst(isHex ? 2 : 1)
        guard digits.utf8.allSatisfy({ !"+-".utf8.contains($0) }) else { return nil }
        guard let number = UInt32(digits, radix: isHex ? 16 : 10), number > 0 else { return nil }
        return Unicode.Scalar(number)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 9 || byte == 10 || byte == 13 }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "."), 0x80...:
            true
        default: isDigit(byte)
        }
    }
}
