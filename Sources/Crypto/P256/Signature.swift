import Encoding

extension P256 {
    /// An ECDSA signature: two numbers from 1 to one less than the order of the group.
    ///
    /// Both halves of the range of `s` are taken, because what signs in browsers and in Node.js makes both.
    package struct Signature: Sendable, Hashable {
        /// Each 32 bytes, high byte first.
        package let r: [UInt8]
        package let s: [UInt8]

        /// Reads DER (X.690) and nothing that is merely BER: there is one encoding of each signature.
        package init(der: [UInt8]) throws(CryptoFailure) {
            do {
                var reader = SignatureReader(der)
                (r, s) = try reader.read()
            } catch {
                throw .malformedSignature(error)
            }
        }

        /// Reads DER in hexadecimal digits, in either case.
        package init(hex: some StringProtocol) throws(CryptoFailure) {
            guard let der = Hex.decode(hex) else { throw .notHexadecimal(.signature) }
            try self.init(der: der)
        }

        package var der: [UInt8] {
            let body = Self.integer(r) + Self.integer(s)
            return [SignatureReader.sequence, UInt8(body.count)] + body
        }

        /// The DER.
        package var hex: String { Hex.encode(der) }

        /// Two integers of 33 bytes, each with a tag and a length, and those of the sequence.
        static let longestDER = 72

        /// Without needless zeros, but with one where the first bit would read as a sign.
        private static func integer(_ number: [UInt8]) -> [UInt8] {
            let digits = number.drop { $0 == 0 }
            let sign: [UInt8] = (digits.first ?? 0) & 0x80 == 0 ? [] : [0]
            return [SignatureReader.integer, UInt8(sign.count + digits.count)] + sign + digits
        }
    }
}
