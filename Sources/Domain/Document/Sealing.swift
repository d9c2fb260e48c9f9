/// What makes a document one whose results only its uploader can read.
package struct Sealing: Sendable, Hashable {
    /// The uploader's public key: an uncompressed point of P-256, 130 hex digits.
    package let client: ClientKey
    /// The job, byte for byte as it was signed: the signature is over these and over nothing that we could write anew.
    package let job: [UInt8]
    /// ECDSA, DER, as hex.
    package let signature: String

    package init(client: ClientKey, job: [UInt8], signature: String) {
        self.client = client
        self.job = job
        self.signature = signature
    }
}

/// A client's public key in text, which is also its name.
package struct ClientKey: Name {
    package let text: String

    package init(unchecked text: String) {
        self.text = text
    }

    package static let rule = "a client's key is 130 hex digits in small letters that begin with 04"

    /// Whether the point lies on the curve is for whoever uses it to check.
    package static func isValid(_ text: String) -> Bool {
        text.utf8.count == 130 && text.hasPrefix("04")
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
    }
}
