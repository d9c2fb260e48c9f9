import CCrypto

/// SHA-256 (FIPS 180-4) over bytes that come piece by piece.
///
/// It is a value: a copy goes on by itself from where it was made. Its state is plain memory, so nothing is allocated
/// and nothing of OpenSSL is started (docs/decisions/0008).
package struct SHA256: Sendable {
    private var state = SHA256_CTX()

    package init() {
        Self.check(SHA256_Init(&state))
    }

    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        Self.check(SHA256_Update(&state, bytes.baseAddress, bytes.count))
    }

    /// The digest of all bytes so far; more may follow.
    package func finish() -> SHA256Digest {
        var last = self
        return last.end()
    }

    package static func digest(of bytes: [UInt8]) -> SHA256Digest {
        bytes.withUnsafeBytes { digest(of: $0) }
    }

    package static func digest(of bytes: UnsafeRawBufferPointer) -> SHA256Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.end()
    }

    /// The digest, after which the state is of no use.
    mutating func end() -> SHA256Digest {
        SHA256Digest { Self.check(SHA256_Final($0, &state)) }
    }

    /// Overwrites the state, for whoever hashed a secret.
    mutating func wipe() {
        OPENSSL_cleanse(&state, MemoryLayout<SHA256_CTX>.size)
    }

    /// Holds against a libcrypto that is not the one we know: these functions allocate nothing and always return 1.
    private static func check(_ code: CInt) {
        precondition(code == 1, "SHA-256 failed, and a wrong digest must not be used")
    }
}
