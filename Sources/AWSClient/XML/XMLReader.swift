/// Reads the XML that AWS answers with, and no more of XML than that.
///
/// There are no document types, so no entities beyond the five and the numbered, and nothing outside the text is ever
/// read; no processing instructions but the declaration, and no CDATA.
package struct XMLReader {
    /// A page of a listing of a thousand keys has about 1 MB.
    package static let longest = 8 << 20
    /// The deepest answers that we read have five levels.
    package static let deepest = 32

    private var cursor: XMLCursor

    /// Reads a whole document.
    package static func read(_ text: [UInt8]) throws(XMLFault) -> XMLElement {
        guard text.count <= longest else { throw .tooLong(limit: longest) }
        guard String(validating: text, as: UTF8.self) != nil else { throw .invalidUTF8 }
        var reader = XMLReader(cursor: XMLCursor(text))
        try reader.prolog()
        let root = try reader.element(depth: 1)
        try reader.misc()
        guard reader.cursor.isAtEnd else { throw reader.cursor.unexpected }
        return root
    }

    private mutating func prolog() throws(XMLFault) {
        cursor.skip("\u{FEFF}")
        if cursor.skip("<?xml") { try cursor.skip(past: "?>") }
        try misc()
    }

    /// Space and comments, before and after the root.
    private mutating func misc() throws(XMLFault) {
        repeat { cursor.skipSpace() } while try comment()
    }

    private mutating func comment() throws(XMLFault) -> Bool {
        guard cursor.skip("<!--") else { return false }
        try cursor.skip(past: "-->")
        return true
    }

    private mutating func element(depth: Int) throws(XMLFault) -> XMLElement {
        guard depth <= Self.deepest else { throw .tooDeep(limit: Self.deepest) }
        try cursor.expect("<")
        let name = try cursor.name()
        while try attribute() {}
        var element = XMLElement(name: local(name))
        if cursor.skip("/>") { return element }
        try cursor.expect(">")
        try content(of: &element, depth: depth)
        let offset = cursor.offset
        guard try cursor.name() == name else { throw .mismatchedTag(offset: offset) }
        cursor.skipSpace()
        try cursor.expect(">")
        return element
    }

    /// What stands between the tags, and the beginning of the one that ends it.
    private mutating func content(of element: inout XMLElement, depth: Int) throws(XMLFault) {
        var text: [UInt8] = []
        while !cursor.skip("</") {
            if try comment() { continue }
            guard let byte = cursor.peek else { throw .cutShort }
            switch byte {
            case UInt8(ascii: "<"): element.children.append(try self.element(depth: depth + 1))
            case UInt8(ascii: "&"): text.append(contentsOf: try cursor.reference())
            default: text.append(try cursor.character())
            }
        }
        // The space that lays out an element's children is not its text.
        if element.children.isEmpty { element.text = String(decoding: text, as: UTF8.self) }
    }

    private mutating func attribute() throws(XMLFault) -> Bool {
        let hadSpace = cursor.skipSpace()
        guard let byte = cursor.peek else { throw .cutShort }
        if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { return false }
        guard hadSpace else { throw cursor.unexpected }
        _ = try cursor.name()
        cursor.skipSpace()
        try cursor.expect("=")
        cursor.skipSpace()
        guard let quote = cursor.peek, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw cursor.unexpected
        }
        cursor.advance()
        while cursor.peek != quote {
            guard let byte = cursor.peek else { throw .cutShort }
            if byte == UInt8(ascii: "<") { throw cursor.unexpected }
            if byte == UInt8(ascii: "&") { _ = try cursor.reference() } else { _ = try cursor.character() }
        }
        cursor.advance()
        return true
    }

    /// The name without its prefix: which namespace an answer is in changes with the version of the API.
    private func local(_ name: String) -> String {
        name.split(separator: ":").last.map(String.init) ?? name
    }
}
