/// The name of a bucket, which becomes a part of a host name or of a path.
package struct BucketName: Sendable, Hashable {
    package let text: String

    /// By the rules for general purpose buckets; whatever else S3 once allowed is refused.
    package init(_ text: String) throws(RequestFault) {
        guard (3...63).contains(text.utf8.count), text.utf8.allSatisfy(Self.isPart), !Self.isAddress(text) else {
            throw .bucketName(String(text.prefix(63)))
        }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.allSatisfy({ !$0.isEmpty && $0.first != "-" && $0.last != "-" }) else {
            throw .bucketName(text)
        }
        self.text = text
    }

    /// A certificate for all buckets covers one label only.
    var isOneLabel: Bool { !text.utf8.contains(UInt8(ascii: ".")) }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func isAddress(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 == UInt8(ascii: ".") || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) }
            && text.split(separator: ".").count == 4
    }
}

extension BucketName: CustomStringConvertible {
    package var description: String { text }
}

/// The name of an object in its bucket: any text, byte for byte, with no segment that means anything.
package struct ObjectKey: Sendable, Hashable {
    package let text: String

    /// S3's own limit, in bytes.
    package static let longest = 1_024

    package init(_ text: String) throws(RequestFault) {
        guard (1...Self.longest).contains(text.utf8.count) else { throw .keyLength(text.utf8.count) }
        self.text = text
    }

    /// Whether DeleteObjects can name it: its list is XML, and a key may hold what XML has no way to write.
    package var isListable: Bool { XMLWriter.canWrite(text) }

    /// Two texts that look the same may be two keys.
    package static func == (left: ObjectKey, right: ObjectKey) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
