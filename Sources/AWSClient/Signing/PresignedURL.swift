import Crypto
package import Time

/// A URL that is itself a permission, so printing it shows nothing.
package struct PresignedURL: Sendable, Redacted {
    private let bytes: [UInt8]
    package let expires: Instant

    init(bytes: [UInt8], expires: Instant) {
        self.bytes = bytes
        self.expires = expires
    }

    /// The URL itself, for the one who may use it.
    package var revealed: String { String(decoding: bytes, as: UTF8.self) }
}
