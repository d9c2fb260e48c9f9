import CCrypto

/// OpenSSL's key, public or private, which any number of threads may use at once.
final class KeyHandle: Sendable {
    /// An address as a number, as in `SecretBytes`; nothing changes the key once it is made.
    private let address: UInt

    /// Checks that the point is on the curve; that a private key belongs to the point is for the caller to know.
    init(point: [UInt8], scalar: SecretBytes? = nil) throws(CryptoFailure) {
        try OpenSSL.start()
        address = UInt(bitPattern: try Self.make(point, scalar))
    }

    /// Overwrites a private key.
    deinit { EVP_PKEY_free(OpaquePointer(bitPattern: address)) }

    /// Lends what an operation with this key is set up in.
    func withContext<Result>(
        _ body: (OpaquePointer) throws(CryptoFailure) -> Result
    ) throws(CryptoFailure) -> Result {
        try withKey { key throws(CryptoFailure) in
            let context = try OpenSSL.some(EVP_PKEY_CTX_new_from_pkey(nil, key, nil), "EVP_PKEY_CTX_new_from_pkey")
            defer { EVP_PKEY_CTX_free(context) }
            return try body(context)
        }
    }

    func withKey<Result>(_ body: (OpaquePointer) throws(CryptoFailure) -> Result) throws(CryptoFailure) -> Result {
        defer { withExtendedLifetime(self) {} }
        return try body(try OpenSSL.some(OpaquePointer(bitPattern: address), "EVP_PKEY_fromdata"))
    }

    private static func make(_ point: [UInt8], _ scalar: SecretBytes?) throws(CryptoFailure) -> OpaquePointer {
        let context = try OpenSSL.some(EVP_PKEY_CTX_new_from_name(nil, "EC", nil), "EVP_PKEY_CTX_new_from_name")
        defer { EVP_PKEY_CTX_free(context) }
        try OpenSSL.check(EVP_PKEY_fromdata_init(context), "EVP_PKEY_fromdata_init")

        var point = point
        var parameters = [OSSL_PARAM_construct_utf8_string(ccrypto_param_group(), ccrypto_group_p256(), 0)]
        var key: OpaquePointer?
        let code = point.withUnsafeMutableBytes { point in
            let publicKey = OSSL_PARAM_construct_octet_string(
                ccrypto_param_public_key(),
                point.baseAddress,
                point.count
            )
            parameters.append(publicKey)
            guard let scalar else {
                parameters.append(OSSL_PARAM_construct_end())
                return EVP_PKEY_fromdata(context, &key, ccrypto_select_public_key(), &parameters)
            }
            return scalar.littleEndian.withBytes { scalar in
                let bytes = UnsafeMutableRawPointer(mutating: scalar.baseAddress)?
                    .assumingMemoryBound(to: UInt8.self)
                parameters.append(OSSL_PARAM_construct_BN(ccrypto_param_private_key(), bytes, scalar.count))
                parameters.append(OSSL_PARAM_construct_end())
                return EVP_PKEY_fromdata(context, &key, ccrypto_select_key_pair(), &parameters)
            }
        }
        guard code == 1, let key else { throw refusal() }
        return key
    }

    /// What the curve's own code refuses is a wrong point; the rest is a failure of the library.
    private static func refusal() -> CryptoFailure {
        let isAboutTheCurve = ERR_GET_LIB(ERR_peek_last_error()) == ERR_LIB_EC
        let failure = OpenSSL.failure("EVP_PKEY_fromdata")
        return isAboutTheCurve ? .notOnCurve : failure
    }
}

extension SecretBytes {
    /// The bytes from last to first: OpenSSL's parameters hold numbers as this processor does.
    fileprivate var littleEndian: SecretBytes {
        SecretBytes(count: count) { reversed in
            withBytes { reversed.copyBytes(from: $0.reversed()) }
        }
    }
}
