/// Why something cryptographic was refused or failed; it holds lengths and places, never bytes.
///
/// A signature that is well formed and not the key's is no failure: verifying says `false`.
package enum CryptoFailure: Error, Sendable, Hashable {
    case wrongLength(of: Input, expected: Int, actual: Int)
    /// More than the algorithm or this room allows.
    case tooLong(Input, count: Int, limit: Int)
    /// The first byte of a public key of 65 bytes: 04 says that both coordinates follow.
    case notUncompressed(firstByte: UInt8)
    case notOnCurve
    /// A text that is not pairs of hexadecimal digits.
    case notHexadecimal(Input)
    /// A private key is a number from 1 to one less than the order of the group.
    case privateKeyOutOfRange
    case malformedSignature(SignatureFault)
    /// Key, nonce, associated data, ciphertext and tag do not belong together. Which of them is wrong cannot be known.
    case notAuthentic
    /// OpenSSL's number for it: `openssl errstr` with the number in hexadecimal tells its words.
    case library(call: String, code: UInt)

    package enum Input: String, Sendable, Hashable {
        case key, nonce, tag, plaintext, ciphertext, signature
        case associatedData = "associated data"
        case publicKey = "public key"
        case privateKey = "private key"
        case derivedKey = "derived key"
    }
}

/// What is wrong with the DER of an ECDSA signature.
package enum SignatureFault: String, Error, Sendable, Hashable {
    case truncated = "ends too early"
    case unexpectedTag = "is not a sequence of two integers"
    case lengthNotShort = "has a length that is not one byte below 128"
    case trailingBytes = "has bytes after its end"
    case negative = "holds a negative number"
    case padded = "holds a number with needless zeros in front"
    case outOfRange = "holds a number that is zero or not below the order of the group"
}

extension CryptoFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .wrongLength(let input, let expected, let actual):
            "the \(input.rawValue) has \(actual) bytes, not \(expected)"
        case .tooLong(let input, let count, let limit):
            "the \(input.rawValue) has \(count) bytes, more than \(limit)"
        case .notUncompressed(let byte): "the public key begins with \(byte), not with 4"
        case .notOnCurve: "the public key is no point of the curve"
        case .notHexadecimal(let input): "the \(input.rawValue) is not hexadecimal"
        case .privateKeyOutOfRange: "the private key is zero or not below the order of the group"
        case .malformedSignature(let fault): "the signature \(fault.rawValue)"
        case .notAuthentic: "the ciphertext is not authentic"
        case .library(let call, let code): "\(call) failed (OpenSSL \(String(code, radix: 16)))"
        }
    }
}
