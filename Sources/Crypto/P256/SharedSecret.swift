extension P256 {
    /// What two parties agreed upon: the x coordinate of a point, always 32 bytes, zeros in front included.
    ///
    /// It is no key: keys are made of it.
    package struct SharedSecret: Sendable, Equatable, Redacted {
        private let bytes: SecretBytes

        init(_ bytes: SecretBytes) {
            self.bytes = bytes
        }

        package func withBytes<Result, Failure: Error>(
            _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
        ) throws(Failure) -> Result {
            try bytes.withBytes(body)
        }

        /// SHA-256 of the secret, which the first format of sealed results takes for a key.
        package var hashed: SecretBytes {
            bytes.withBytes { secret in
                SHA256.digest(of: secret).withUnsafeBytes { SecretBytes(copying: $0) }
            }
        }

        /// A key that is bound to what it is for.
        package func derive(_ count: Int, salt: [UInt8], info: [UInt8]) throws(CryptoFailure) -> SecretBytes {
            try HKDF.derive(count, from: bytes, salt: salt, info: info)
        }
    }
}
