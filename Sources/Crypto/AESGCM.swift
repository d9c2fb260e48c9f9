import CCrypto
package import Time

/// AES-256 in Galois/Counter Mode (NIST SP 800-38D), with a nonce of 12 bytes and a tag of 16.
///
/// A nonce that is used twice with one key gives away both messages, and the power to forge more.
package struct AESGCM: Sendable, Redacted {
    package static let keyByteCount = 32
    package static let tagByteCount = 16
    /// OpenSSL counts in 31 bits; what we seal are answers of engines, far below.
    package static let longest = 1 << 30

    private let key: SecretBytes

    package init(key: SecretBytes) throws(CryptoFailure) {
        guard key.count == Self.keyByteCount else {
            throw .wrongLength(of: .key, expected: Self.keyByteCount, actual: key.count)
        }
        self.key = key
    }

    package struct Nonce: Sendable, Hashable {
        package static let byteCount = 12
        package let bytes: [UInt8]

        package init(_ bytes: [UInt8]) throws(CryptoFailure) {
            guard bytes.count == Self.byteCount else {
                throw .wrongLength(of: .nonce, expected: Self.byteCount, actual: bytes.count)
            }
            self.bytes = bytes
        }

        /// Random nonces of one key may be 2³² in number (SP 800-38D 8.3).
        package init(from random: some RandomSource) {
            bytes = random.bytes(Self.byteCount)
        }
    }

    package struct Sealed: Sendable, Hashable {
        package let ciphertext: [UInt8]
        package let tag: [UInt8]

        package init(ciphertext: [UInt8], tag: [UInt8]) throws(CryptoFailure) {
            guard tag.count == AESGCM.tagByteCount else {
                throw .wrongLength(of: .tag, expected: AESGCM.tagByteCount, actual: tag.count)
            }
            self.ciphertext = ciphertext
            self.tag = tag
        }
    }

    /// The associated data are not in the result; opening needs the same again.
    package func seal(
        _ plaintext: [UInt8],
        nonce: Nonce,
        authenticating associated: [UInt8] = []
    ) throws(CryptoFailure) -> Sealed {
        try Self.limit(plaintext, .plaintext)
        let context = try CipherContext.begin(.seal, key: key, nonce: nonce)
        try context.authenticate(associated)
        let ciphertext = try context.translate(plaintext)
        try context.finish()
        return try Sealed(ciphertext: ciphertext, tag: context.tag())
    }

    /// The plaintext; of one that is not authentic nothing is given out.
    package func open(
        _ sealed: Sealed,
        nonce: Nonce,
        authenticating associated: [UInt8] = []
    ) throws(CryptoFailure) -> [UInt8] {
        try Self.limit(sealed.ciphertext, .ciphertext)
        let context = try CipherContext.begin(.open, key: key, nonce: nonce)
        try context.authenticate(associated)
        var plaintext = try context.translate(sealed.ciphertext)
        do {
            try context.expect(tag: sealed.tag)
            try context.finish()
        } catch {
            plaintext.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
            throw error
        }
        return plaintext
    }

    static func limit(_ bytes: [UInt8], _ input: CryptoFailure.Input) throws(CryptoFailure) {
        guard bytes.count <= longest else { throw .tooLong(input, count: bytes.count, limit: longest) }
    }
}
