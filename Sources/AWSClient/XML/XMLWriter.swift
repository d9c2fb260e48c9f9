/// Writes the few documents of XML that go to and fro.
package struct XMLWriter {
    package private(set) var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>".utf8)

    /// A document whose root is in S3's namespace, in another, or in none.
    package static func document(
        _ root: String,
        namespace: String? = "http://s3.amazonaws.com/doc/2006-03-01/",
        _ body: (inout XMLWriter) -> Void
    ) -> [UInt8] {
        var writer = XMLWriter()
        let attribute = namespace.map { " xmlns=\"\($0)\"" } ?? ""
        writer.bytes += Array("<\(root)\(attribute)>".utf8)
        body(&writer)
        writer.bytes += Array("</\(root)>".utf8)
        return writer.bytes
    }

    package mutating func element(_ name: String, _ body: (inout XMLWriter) -> Void) {
        bytes += Array("<\(name)>".utf8)
        body(&self)
        bytes += Array("</\(name)>".utf8)
    }

    /// Nothing where there is no text.
    package mutating func element(_ name: String, _ text: String?) {
        guard let text else { return }
        element(name) { $0.text(text) }
    }

    /// A reader makes one newline of whatever ends a line, unless it is written as a number.
    package mutating func text(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
            case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
            case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
            case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
            case 0x09, 0x0A, 0x0D: bytes += Array("&#\(byte);".utf8)
            default: bytes.append(byte)
            }
        }
    }

    /// Whether XML 1.0 has a way to write the text: it has none for most controls, not even as numbers.
    static func canWrite(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x20...0xFFFD, 0x10000...: true
            default: false
            }
        }
    }
}
