package import Crypto

/// What the signature says of the request's body.
package enum Payload: Sendable, Equatable {
    case hash(SHA256Digest)
    /// The body is not covered: for presigned URLs, and where TLS and a checksum guard it.
    case unsigned
    /// The body goes out in chunks and each chunk carries a signature of its own.
    case signedChunks(trailer: Bool)
    /// The body goes out in chunks, a checksum after the last.
    case unsignedChunksWithTrailer

    /// The hash of a body in memory.
    package init(of body: [UInt8]) {
        self = .hash(SHA256.digest(of: body))
    }

    package static let empty = Payload(of: [])

    /// As the canonical request and `x-amz-content-sha256` have it.
    package var text: String {
        switch self {
        case .hash(let digest): digest.hex
        case .unsigned: "UNSIGNED-PAYLOAD"
        case .signedChunks(trailer: false): "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
        case .signedChunks(trailer: true): "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
        case .unsignedChunksWithTrailer: "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
        }
    }
}
