import Encoding

/// The 32 bytes that SHA-256 and HMAC-SHA-256 give.
///
/// Two are compared in the same time whatever they hold, so a digest may be the proof that an outsider sends.
package struct SHA256Digest: Sendable {
    package static let byteCount = 32

    /// In the order of memory: the bytes of the four words, one after the other, are the digest.
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// Nil unless there are 32 bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    }

    /// Nil unless there are 64 digits, in either case.
    package init?(hex: some StringProtocol) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes)
    }

    /// A digest that its maker fills.
    init(filling fill: (UnsafeMutablePointer<UInt8>) -> Void) {
        withUnsafeMutableBytes(of: &words) { memory in
            memory.withMemoryRebound(to: UInt8.self) { bytes in
                if let first = bytes.baseAddress { fill(first) }
            }
        }
    }

    package var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    package var hex: String { Hex.encode(bytes) }

    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try Swift.withUnsafeBytes(of: words, body)
    }
}

extension SHA256Digest: Hashable {
    package static func == (left: SHA256Digest, right: SHA256Digest) -> Bool {
        let (a, b) = (left.words, right.words)
        return (a.0 ^ b.0) | (a.1 ^ b.1) | (a.2 ^ b.2) | (a.3 ^ b.3) == 0
    }

    package func hash(into hasher: inout Hasher) {
        withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}

extension SHA256Digest: CustomStringConvertible {
    package var description: String { hex }
}
