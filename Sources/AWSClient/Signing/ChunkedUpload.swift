package import HTTP

/// A body in the chunks of `aws-chunked`, signed or not, with a checksum behind them or not.
package struct ChunkedUpload: Sendable {
    /// How the chunks prove that they are the sender's.
    package enum Proof: Sendable {
        case signed(SeedSignature)
        /// Over TLS alone.
        case unsigned
    }

    /// S3 refuses chunks below 8 KiB, all but the last; 64 KiB add 0.14 % to the body.
    package static let chunkSize = 65_536

    let proof: Proof
    let checksum: (any TrailingChecksum)?
    let chunkSize: Int

    package init(_ proof: Proof, checksum: (any TrailingChecksum)? = nil, chunkSize: Int = Self.chunkSize) {
        self.proof = proof
        self.checksum = checksum
        self.chunkSize = max(chunkSize, 8_192)
    }

    /// What `x-amz-content-sha256` must say before the head is signed.
    package static func payload(isSigned: Bool, hasTrailer: Bool) -> Payload {
        isSigned ? .signedChunks(trailer: hasTrailer) : .unsignedChunksWithTrailer
    }

    /// The headers that announce such a body; they are signed with the head.
    package static func headers(decodedLength: Int, checksum: (any TrailingChecksum)? = nil) -> WebHeaders {
        var headers: WebHeaders = [
            "Content-Encoding": "aws-chunked", "x-amz-decoded-content-length": "\(decodedLength)",
        ]
        if let checksum { headers.add("x-amz-trailer", checksum.headerName) }
        return headers
    }

    /// The length on the wire of a body of so many bytes, for `Content-Length`.
    package static func encodedLength(
        of decodedLength: Int,
        isSigned: Bool,
        checksum: (any TrailingChecksum)? = nil,
        chunkSize: Int = Self.chunkSize
    ) -> Int {
        let signature = isSigned ? signatureField.utf8.count + 64 : 0
        let frame = { (count: Int) in String(count, radix: 16).utf8.count + signature + 4 + count }
        let (whole, rest) = decodedLength.quotientAndRemainder(dividingBy: chunkSize)
        let end = frame(0)
        var length = whole * frame(chunkSize) + (rest > 0 ? frame(rest) : 0) + end
        if let checksum {
            length += checksum.headerName.utf8.count + 1 + checksum.encodedLength + 2
            if isSigned { length += trailerSignature.utf8.count + 1 + 64 + 2 }
        }
        return length
    }

    /// More than stands around any chunk: its length, its signature, the ends of two lines.
    static let longestFrameAround = 16 + signatureField.utf8.count + 64 + 4
    static let signatureField = ";chunk-signature="
    static let trailerSignature = "x-amz-trailer-signature"
}

/// A checksum that is known only when the whole body has gone by.
package protocol TrailingChecksum: Sendable {
    /// Such as `x-amz-checksum-sha256`.
    var headerName: String { get }
    /// How many characters its value has.
    var encodedLength: Int { get }
    mutating func update(_ bytes: [UInt8])
    /// Base64, as the trailer has it.
    func finish() -> String
}
