import Crypto
import Encoding

/// The body's SHA-256 behind its last chunk.
package struct SHA256Trailer: TrailingChecksum {
    private var hash = SHA256()

    package init() {}

    package var headerName: String { "x-amz-checksum-sha256" }
    package var encodedLength: Int { 44 }

    package mutating func update(_ bytes: [UInt8]) {
        hash.update(bytes)
    }

    package func finish() -> String { Base64.encode(hash.finish().bytes) }
}
