import CCrypto
import Encoding

extension P256 {
    /// A point of the curve other than the one at infinity, as X9.63 writes it: 04, then both coordinates.
    package struct PublicKey: Sendable {
        package static let byteCount = 1 + 2 * P256.byteCount

        package let bytes: [UInt8]
        let handle: KeyHandle

        /// Refuses every other form that OpenSSL would read: a compressed point, a hybrid one, the point at infinity.
        package init(_ bytes: [UInt8]) throws(CryptoFailure) {
            guard bytes.count == Self.byteCount else {
                throw .wrongLength(of: .publicKey, expected: Self.byteCount, actual: bytes.count)
            }
            guard bytes[0] == 4 else { throw .notUncompressed(firstByte: bytes[0]) }
            self.init(bytes, try KeyHandle(point: bytes))
        }

        /// Takes 130 digits, in either case.
        package init(hex: some StringProtocol) throws(CryptoFailure) {
            guard let bytes = Hex.decode(hex) else { throw .notHexadecimal(.publicKey) }
            try self.init(bytes)
        }

        init(_ bytes: [UInt8], _ handle: KeyHandle) {
            self.bytes = bytes
            self.handle = handle
        }

        package var hex: String { Hex.encode(bytes) }

        /// Whether the signature is that of this key under these bytes.
        ///
        /// Of each signature there is a twin that says the same, with the order less `s` in place of `s`, so two
        /// signatures may differ and both be good: what must be done once is recognised by what was signed.
        package func verifies(_ signature: Signature, of message: [UInt8]) throws(CryptoFailure) -> Bool {
            try verifies(signature, of: SHA256.digest(of: message))
        }

        package func verifies(_ signature: Signature, of digest: SHA256Digest) throws(CryptoFailure) -> Bool {
            let der = signature.der
            return try handle.withContext { context throws(CryptoFailure) in
                try OpenSSL.check(EVP_PKEY_verify_init(context), "EVP_PKEY_verify_init")
                let code = digest.withUnsafeBytes { digest in
                    EVP_PKEY_verify(
                        context,
                        der,
                        der.count,
                        digest.baseAddress?.assumingMemoryBound(to: UInt8.self),
                        digest.count
                    )
                }
                guard code >= 0 else { throw OpenSSL.failure("EVP_PKEY_verify") }
                OpenSSL.forgetErrors()
                return code == 1
            }
        }
    }
}

extension P256.PublicKey: Hashable {
    package static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }

    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

extension P256.PublicKey: CustomStringConvertible {
    package var description: String { hex }
}
