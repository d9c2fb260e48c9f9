import CCrypto
package import Time

extension P256 {
    package struct PrivateKey: Sendable, Redacted {
        /// The number, high byte first, for whoever keeps the key.
        package let scalar: SecretBytes
        package let publicKey: PublicKey

        /// Takes 32 bytes, high byte first.
        package init(_ scalar: SecretBytes) throws(CryptoFailure) {
            guard scalar.count == P256.byteCount else {
                throw .wrongLength(of: .privateKey, expected: P256.byteCount, actual: scalar.count)
            }
            guard scalar.withBytes({ P256.isScalar($0) }) else { throw .privateKeyOutOfRange }
            self.scalar = scalar
            let point = try Self.point(of: scalar)
            publicKey = PublicKey(point, try KeyHandle(point: point, scalar: scalar))
        }

        /// Makes a key by drawing until a number is in range (FIPS 186-5 A.2.2), which the first one all but always is.
        ///
        /// `SystemRandom` is the source fit for keys. The number of draws has a limit for a source that is broken.
        package init(from random: some RandomSource) throws(CryptoFailure) {
            for _ in 0..<Self.mostDraws {
                let drawn = SecretBytes(count: P256.byteCount, from: random)
                guard drawn.withBytes({ P256.isScalar($0) }) else { continue }
                try self.init(drawn)
                return
            }
            throw .privateKeyOutOfRange
        }

        private static let mostDraws = 16

        /// ECDH (SP 800-56A 5.7.1.2).
        package func agree(with peer: PublicKey) throws(CryptoFailure) -> SharedSecret {
            try publicKey.handle.withContext { context throws(CryptoFailure) in
                try OpenSSL.check(EVP_PKEY_derive_init(context), "EVP_PKEY_derive_init")
                // Without the second check of the peer's point: there is no public key that was not checked.
                try peer.handle.withKey { peer throws(CryptoFailure) in
                    try OpenSSL.check(EVP_PKEY_derive_set_peer_ex(context, peer, 0), "EVP_PKEY_derive_set_peer_ex")
                }
                return SharedSecret(
                    try SecretBytes(count: P256.byteCount) { secret throws(CryptoFailure) in
                        var count = secret.count
                        let bytes = secret.baseAddress?.assumingMemoryBound(to: UInt8.self)
                        try OpenSSL.check(EVP_PKEY_derive(context, bytes, &count), "EVP_PKEY_derive")
                        guard count == P256.byteCount else { throw OpenSSL.failure("EVP_PKEY_derive") }
                    }
                )
            }
        }

        /// ECDSA over SHA-256, with a nonce from OpenSSL's own generator: another signature each time.
        package func sign(_ message: [UInt8]) throws(CryptoFailure) -> Signature {
            try sign(SHA256.digest(of: message))
        }

        package func sign(_ digest: SHA256Digest) throws(CryptoFailure) -> Signature {
            var der = [UInt8](repeating: 0, count: Signature.longestDER)
            let message = digest.bytes
            let count = try publicKey.handle.withContext { context throws(CryptoFailure) in
                try OpenSSL.check(EVP_PKEY_sign_init(context), "EVP_PKEY_sign_init")
                var count = der.count
                try OpenSSL.check(EVP_PKEY_sign(context, &der, &count, message, message.count), "EVP_PKEY_sign")
                return count
            }
            return try Signature(der: Array(der.prefix(count)))
        }
    }
}

extension P256.PrivateKey {
    /// The public key's bytes: the generator times the number.
    private static func point(of scalar: SecretBytes) throws(CryptoFailure) -> [UInt8] {
        try OpenSSL.start()
        let group = try OpenSSL.some(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1), "EC_GROUP_new_by_curve_name")
        defer { EC_GROUP_free(group) }
        let number = try OpenSSL.some(
            scalar.withBytes { BN_bin2bn($0.baseAddress?.assumingMemoryBound(to: UInt8.self), CInt($0.count), nil) },
            "BN_bin2bn"
        )
        defer { BN_clear_free(number) }
        BN_set_flags(number, BN_FLG_CONSTTIME)
        let point = try OpenSSL.some(EC_POINT_new(group), "EC_POINT_new")
        defer { EC_POINT_free(point) }
        try OpenSSL.check(EC_POINT_mul(group, point, number, nil, nil, nil), "EC_POINT_mul")
        var bytes = [UInt8](repeating: 0, count: P256.PublicKey.byteCount)
        let count = EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, &bytes, bytes.count, nil)
        guard count == bytes.count else { throw OpenSSL.failure("EC_POINT_point2oct") }
        return bytes
    }
}
