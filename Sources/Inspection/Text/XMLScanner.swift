/// Reads the tags and texts of XML, and of HTML as far as it is alike, one after the other.
///
/// It knows no entities but the five of XML and numbers, so no text can grow.
struct XMLScanner {
    struct Element {
        /// Without its prefix.
        let name: String
        let attributes: [(name: String, value: String)]
        let isEmpty: Bool

        subscript(_ attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }
    }

    enum Token {
        case open(Element)
        case close(String)
        case text(String)
    }

    private let bytes: Bytes
    private var position = 0

    init(_ bytes: Bytes) {
        self.bytes = bytes
    }

    mutating func next() -> Token? {
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else { return .text(text()) }
            if bytes.holds("<!--", at: position) {
                skip(past: "-->")
            } else if bytes.holds("<![CDATA[", at: position) {
                return .text(data())
            } else if bytes.holds("<?", at: position) || bytes.holds("<!", at: position) {
                skip(past: ">")
            } else if bytes.holds("</", at: position) {
                let start = position + 2
                skip(past: ">")
                return .close(XMLScanner.local(bytes[from: start, upTo: position - 1 - start]))
            } else {
                return element()
            }
        }
        return nil
    }

    /// The root, where the scanner stands at the beginning.
    var firstElement: Element? {
        mutating get {
            while let token = next() {
                if case .open(let element) = token { return element.name.isEmpty ? nil : element }
            }
            return nil
        }
    }

    /// Whether tags close as they open, as far as there are any.
    var isBalanced: Bool {
        mutating get {
            var closed = 0
            while let token = next(), closed < 3 {
                if case .close = token { closed += 1 }
            }
            return closed > 0
        }
    }

    private mutating func skip(past end: StaticString) {
        position = bytes.firstIndex(of: end, from: position).map { $0 + end.utf8CodeUnitCount } ?? bytes.count
    }

    private mutating func text() -> String {
        let end = bytes.firstIndex(of: "<", from: position) ?? bytes.count
        defer { position = end }
        return XMLScanner.unescaped(bytes[from: position, upTo: end - position])
    }

    private mutating func data() -> String {
        let start = position + 9
        skip(past: "]]>")
        return TextDecoding.utf8(bytes[from: start, upTo: position - 3 - start])
    }

    private mutating func element() -> Token {
        position += 1
        let name = word()
        var attributes: [(name: String, value: String)] = []
        while let byte = bytes[position], byte != UInt8(ascii: ">"), byte != UInt8(ascii: "<") {
            guard byte > 0x20, byte != UInt8(ascii: "/"), byte != UInt8(ascii: "=") else {
                position += 1
                continue
            }
            let attribute = word()
            let value = self.value()
            if attributes.count < 64 { attributes.append((XMLScanner.local(attribute), value)) }
        }
        let isEmpty = bytes[position - 1] == UInt8(ascii: "/")
        if bytes[position] == UInt8(ascii: ">") { position += 1 }
        return .open(Element(name: XMLScanner.local(name), attributes: attributes, isEmpty: isEmpty))
    }

    /// At least one byte, so that whoever calls comes further.
    private mutating func word() -> Bytes {
        let start = position
        while let byte = bytes[position], byte > 0x20, byte != UInt8(ascii: ">"), byte != UInt8(ascii: "="),
            byte != UInt8(ascii: "/") || position == start
        {
            position += 1
        }
        return bytes[from: start, upTo: position - start]
    }

    private mutating func value() -> String {
        while let byte = bytes[position], byte <= 0x20 { position += 1 }
        guard bytes[position] == UInt8(ascii: "=") else { return "" }
        position += 1
        while let byte = bytes[position], byte <= 0x20 { position += 1 }
        guard let quote = bytes[position], quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return XMLScanner.unescaped(word())
        }
        position += 1
        let start = position
        while let byte = bytes[position], byte != quote { position += 1 }
        defer { position += 1 }
        return XMLScanner.unescaped(bytes[from: start, upTo: position - start])
    }

    private static func local(_ name: Bytes) -> String {
        let cut = name[from: 0, upTo: 256]
        guard let colon = cut.lastIndex(of: ":") else { return TextDecoding.utf8(cut) }
        return TextDecoding.utf8(cut[from: colon + 1])
    }
}
