/// The fields of a head, as ranges of its own copy of the bytes: no string is made before somebody asks.
struct HeaderFields: Sendable {
    private let bytes: [UInt8]
    private var fields: [(name: Range<Int>, value: Range<Int>)] = []

    /// Takes a whole head, first line included, which is passed over.
    init(_ head: ArraySlice<UInt8>) throws(WireFault) {
        bytes = Array(head)
        fields.reserveCapacity(16)
        var start = (bytes.firstIndex(of: LineFeed.byte) ?? bytes.count - 1) + 1
        while start < bytes.count {
            let lineFeed = bytes[start...].firstIndex(of: LineFeed.byte) ?? bytes.count
            var end = lineFeed
            if end > start, bytes[end - 1] == LineFeed.carriageReturn { end -= 1 }
            if end > start { try add(start..<end) }
            start = lineFeed + 1
        }
    }

    subscript(_ name: StaticString) -> ArraySlice<UInt8>? {
        for field in fields where bytes[field.name].equalsIgnoringCase(name) { return bytes[field.value] }
        return nil
    }

    func all(_ name: StaticString) -> [ArraySlice<UInt8>] {
        fields.filter { bytes[$0.name].equalsIgnoringCase(name) }.map { bytes[$0.value] }
    }

    /// Whether a field that lists words separated by commas lists this one.
    func lists(_ name: StaticString, _ word: StaticString) -> Bool {
        all(name).contains { value in
            value.split(separator: UInt8(ascii: ",")).contains { $0.trimmed.equalsIgnoringCase(word) }
        }
    }

    private mutating func add(_ line: Range<Int>) throws(WireFault) {
        guard let colon = bytes[line].firstIndex(of: UInt8(ascii: ":")), colon > line.lowerBound else {
            throw .malformed("a header line")
        }
        // A name with a space in it is a folded line or a forged one (RFC 9112, sections 5.1 and 5.2).
        guard bytes[line.lowerBound..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .malformed("a header name")
        }
        let value = bytes[(colon + 1)..<line.upperBound].trimmed
        fields.append((line.lowerBound..<colon, value.startIndex..<value.endIndex))
    }
}

extension ArraySlice<UInt8> {
    /// Without spaces and tabs at either end.
    var trimmed: ArraySlice<UInt8> {
        var slice = self
        while let first = slice.first, first.isBlank { slice.removeFirst() }
        while let last = slice.last, last.isBlank { slice.removeLast() }
        return slice
    }

    /// Compares with an ASCII text in lower case.
    func equalsIgnoringCase(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { letters in
            zip(self, letters).allSatisfy { byte, letter in
                let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                return (isUpper ? byte | 0x20 : byte) == letter
            }
        }
    }
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}

enum LineFeed {
    static let byte = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
}
