import CCrypto

/// What all calls into libcrypto's providers need: a start, and return codes that are looked at.
enum OpenSSL {
    /// Starts the library at the first use of a cipher or a key, once in a process.
    ///
    /// It reads no configuration file: where one would be is the building system's affair, and a zip runs elsewhere. It
    /// takes nothing down at exit, because other threads may be at work still.
    static func start() throws(CryptoFailure) {
        guard isStarted else { throw failure("OPENSSL_init_crypto") }
    }

    private static let isStarted =
        OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG) | UInt64(OPENSSL_INIT_NO_ATEXIT), nil) == 1

    /// AES-256-GCM, looked up once: the look-up takes longer than sealing a kilobyte.
    ///
    /// The address of what is never freed and never changes; docs/decisions/0008 says why it is a number.
    static func cipher() throws(CryptoFailure) -> OpaquePointer {
        try start()
        return try some(OpaquePointer(bitPattern: fetchedCipher), "EVP_CIPHER_fetch")
    }

    private static let fetchedCipher = UInt(bitPattern: EVP_CIPHER_fetch(nil, "AES-256-GCM", nil))

    /// Nearly all of libcrypto's functions return 1 for success.
    static func check(_ code: CInt, _ call: String) throws(CryptoFailure) {
        guard code == 1 else { throw failure(call) }
    }

    static func some<Value>(_ value: Value?, _ call: String) throws(CryptoFailure) -> Value {
        guard let value else { throw failure(call) }
        return value
    }

    /// The last error of this thread's queue, which is left empty: the next to look must not find what was not its own.
    static func failure(_ call: String) -> CryptoFailure {
        defer { forgetErrors() }
        return .library(call: call, code: UInt(ERR_peek_last_error()))
    }

    static func forgetErrors() { ERR_clear_error() }
}
