package import AWSClient
import Crypto
import Encoding

/// The MD5 sums that SQS tells, by which clients check that what they sent is what came.
package enum MessageDigests {
    package static func ofBody(_ body: String) -> String { Hex.encode(MD5.digest(of: Array(body.utf8))) }

    /// Sorted by name: the length and the text of name and type, whether text or bytes, the length and the value.
    package static func ofAttributes(_ attributes: [String: MessageAttributeValue]) -> String? {
        guard !attributes.isEmpty else { return nil }
        var hash = MD5()
        for (name, attribute) in attributes.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            add(Array(name.utf8), to: &hash)
            add(Array(attribute.dataType.utf8), to: &hash)
            switch attribute.value {
            case .text: hash.update([1])
            case .binary: hash.update([2])
            }
            add(attribute.bytes, to: &hash)
        }
        return Hex.encode(hash.finish())
    }

    private static func add(_ bytes: [UInt8], to hash: inout MD5) {
        let length = UInt32(bytes.count)
        hash.update((0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) })
        hash.update(bytes)
    }
}
