import CCrypto

/// One message on its way through AES-256-GCM: `authenticate`, then `translate`, then `finish`.
struct CipherContext: ~Copyable {
    enum Direction { case seal, open }

    private let context: OpaquePointer
    private let direction: Direction

    static func begin(
        _ direction: Direction,
        key: SecretBytes,
        nonce: AESGCM.Nonce
    ) throws(CryptoFailure) -> CipherContext {
        let begun = try CipherContext(direction)
        try begun.take(key, nonce)
        return begun
    }

    private init(_ direction: Direction) throws(CryptoFailure) {
        context = try OpenSSL.some(EVP_CIPHER_CTX_new(), "EVP_CIPHER_CTX_new")
        self.direction = direction
    }

    /// Wipes what is left of the key.
    deinit { EVP_CIPHER_CTX_free(context) }

    private borrowing func take(_ key: SecretBytes, _ nonce: AESGCM.Nonce) throws(CryptoFailure) {
        let cipher = try OpenSSL.cipher()
        let code = key.withBytes { key in
            EVP_CipherInit_ex2(
                context,
                cipher,
                key.baseAddress?.assumingMemoryBound(to: UInt8.self),
                nonce.bytes,
                direction == .seal ? 1 : 0,
                nil
            )
        }
        try OpenSSL.check(code, "EVP_CipherInit_ex2")
    }

    /// Takes data that are vouched for and not translated.
    borrowing func authenticate(_ associated: [UInt8]) throws(CryptoFailure) {
        try AESGCM.limit(associated, .associatedData)
        var taken: CInt = 0
        try OpenSSL.check(
            EVP_CipherUpdate(context, nil, &taken, associated, CInt(associated.count)),
            "EVP_CipherUpdate"
        )
    }

    /// Plaintext into ciphertext or back: both have the same length.
    borrowing func translate(_ input: [UInt8]) throws(CryptoFailure) -> [UInt8] {
        // Without anything to translate OpenSSL would take a missing output for associated data.
        guard !input.isEmpty else { return [] }
        var output = [UInt8](repeating: 0, count: input.count)
        var written: CInt = 0
        try OpenSSL.check(
            EVP_CipherUpdate(context, &output, &written, input, CInt(input.count)),
            "EVP_CipherUpdate"
        )
        guard Int(written) == input.count else { throw OpenSSL.failure("EVP_CipherUpdate") }
        return output
    }

    borrowing func expect(tag: [UInt8]) throws(CryptoFailure) {
        var tag = tag
        try OpenSSL.check(
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, CInt(tag.count), &tag),
            "EVP_CTRL_AEAD_SET_TAG"
        )
    }

    /// Computes the tag, or compares it with the one that is expected.
    borrowing func finish() throws(CryptoFailure) {
        var none: UInt8 = 0
        var written: CInt = 0
        let code = EVP_CipherFinal_ex(context, &none, &written)
        switch direction {
        case .seal: try OpenSSL.check(code, "EVP_CipherFinal_ex")
        case .open:
            guard code == 1 else {
                OpenSSL.forgetErrors()
                throw .notAuthentic
            }
        }
    }

    borrowing func tag() throws(CryptoFailure) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: AESGCM.tagByteCount)
        try OpenSSL.check(
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, CInt(tag.count), &tag),
            "EVP_CTRL_AEAD_GET_TAG"
        )
        return tag
    }
}
