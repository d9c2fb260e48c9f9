import CCrypto

/// MD5 (RFC 1321), for the sums that buckets and queues tell; it withstands no adversary.
package struct MD5: Sendable {
    private var state = MD5_CTX()

    package init() {
        Self.check(MD5_Init(&state))
    }

    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        Self.check(MD5_Update(&state, bytes.baseAddress, bytes.count))
    }

    /// The 16 bytes of the digest of all bytes so far; more may follow.
    package func finish() -> [UInt8] {
        var last = self
        return [UInt8](unsafeUninitializedCapacity: 16) { digest, count in
            Self.check(MD5_Final(digest.baseAddress, &last.state))
            count = 16
        }
    }

    package static func digest(of bytes: [UInt8]) -> [UInt8] {
        var hash = MD5()
        hash.update(bytes)
        return hash.finish()
    }

    /// Holds against a libcrypto that is not the one we know: these functions allocate nothing and always return 1.
    private static func check(_ code: CInt) {
        precondition(code == 1, "MD5 failed, and a wrong digest must not be used")
    }
}
