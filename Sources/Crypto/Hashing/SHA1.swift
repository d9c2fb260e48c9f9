import CCrypto

/// SHA-1 (FIPS 180-4), for the checksums that S3 takes: it is broken for anything that must withstand an adversary.
package struct SHA1: Sendable {
    private var state = SHA_CTX()

    package init() {
        Self.check(SHA1_Init(&state))
    }

    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        Self.check(SHA1_Update(&state, bytes.baseAddress, bytes.count))
    }

    /// The 20 bytes of the digest of all bytes so far; more may follow.
    package func finish() -> [UInt8] {
        var last = self
        return [UInt8](unsafeUninitializedCapacity: 20) { digest, count in
            Self.check(SHA1_Final(digest.baseAddress, &last.state))
            count = 20
        }
    }

    package static func digest(of bytes: [UInt8]) -> [UInt8] {
        var hash = SHA1()
        hash.update(bytes)
        return hash.finish()
    }

    /// Holds against a libcrypto that is not the one we know: these functions allocate nothing and always return 1.
    private static func check(_ code: CInt) {
        precondition(code == 1, "SHA1 failed, and a wrong digest must not be used")
    }
}
