/// The fields of a head, as ranges of its own copy of the bytes: no string is made before somebody asks.
struct HeaderFields: Sendable {
    private let bytes: [UInt8]
    private let fields: [Field]

    private struct Field {
        let name: Range<Int>
        let value: Range<Int>
    }

    /// As many as the service sends with an event, so that reading them allocates once.
    private static let usualCount = 16

    /// Takes a whole head, first line included, which is passed over.
    init(_ head: ArraySlice<UInt8>) throws(WireFault) {
        let bytes = Array(head)
        var fields: [Field] = []
        fields.reserveCapacity(Self.usualCount)
        let text = bytes.span
        var start = text.index(of: LineFeed.byte, from: 0) + 1
        while start < text.count {
            let lineFeed = text.index(of: LineFeed.byte, from: start)
            var end = lineFeed
            if end > start, text[end - 1] == LineFeed.carriageReturn { end -= 1 }
            if end > start { fields.append(try Self.field(start..<end, of: text)) }
            start = lineFeed + 1
        }
        self.bytes = bytes
        self.fields = fields
    }

    /// The first field of a name, which is given in lower case.
    subscript(_ name: StaticString) -> ArraySlice<UInt8>? {
        let text = bytes.span
        for field in fields where text.matches(name, in: field.name) { return bytes[field.value] }
        return nil
    }

    /// Calls `body` with every field of a name.
    func each(_ name: StaticString, _ body: (ArraySlice<UInt8>) throws(WireFault) -> Void) throws(WireFault) {
        let text = bytes.span
        for field in fields where text.matches(name, in: field.name) { try body(bytes[field.value]) }
    }

    /// Whether a field that lists words separated by commas lists this one.
    func lists(_ name: StaticString, _ word: StaticString) -> Bool {
        let text = bytes.span
        for field in fields where text.matches(name, in: field.name) {
            let items = bytes[field.value].split(separator: UInt8(ascii: ","))
            if items.contains(where: { text.matches(word, in: text.trimmed($0.startIndex..<$0.endIndex)) }) {
                return true
            }
        }
        return false
    }

    private static func field(_ line: Range<Int>, of text: borrowing Span<UInt8>) throws(WireFault) -> Field {
        var colon = line.lowerBound
        // A name with a space in it is a folded line or a forged one (RFC 9112, sections 5.1 and 5.2).
        while colon < line.upperBound, text[colon] != UInt8(ascii: ":") {
            guard text[colon] > 0x20, text[colon] < 0x7F else { throw .malformed("a header name") }
            colon += 1
        }
        guard colon > line.lowerBound, colon < line.upperBound else { throw .malformed("a header line") }
        return Field(name: line.lowerBound..<colon, value: text.trimmed((colon + 1)..<line.upperBound))
    }
}

extension Span<UInt8> {
    /// Where the byte next stands, or the end.
    func index(of byte: UInt8, from start: Int) -> Int {
        var index = start
        while index < count, self[index] != byte { index += 1 }
        return index
    }

    /// The range without spaces and tabs at either end.
    fileprivate func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, self[start].isBlank { start += 1 }
        while end > start, self[end - 1].isBlank { end -= 1 }
        return start..<end
    }

    /// Compares with an ASCII text in lower case, in any case.
    fileprivate func matches(_ text: StaticString, in range: Range<Int>) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        var letter = text.utf8Start
        for index in range {
            let byte = self[index]
            let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            guard (isUpper ? byte | 0x20 : byte) == letter.pointee else { return false }
            letter += 1
        }
        return true
    }
}

extension UInt8 {
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}

enum LineFeed {
    static let byte = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
}
