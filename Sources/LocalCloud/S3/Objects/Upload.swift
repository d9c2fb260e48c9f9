import AWSClient
import Encoding
import Time

/// An object that is to come in parts.
struct Upload: Sendable {
    struct Part: Sendable {
        let content: Content
        /// Of its bytes, without quotes.
        let md5: [UInt8]
        let sum: StoredSum
        let modified: Instant

        var eTag: String { "\"\(Hex.encode(md5))\"" }
    }

    let id: String
    let key: ObjectKey
    let initiated: Instant
    let attributes: StoredAttributes
    let sums: UploadSums
    /// The order in which uploads were begun.
    let order: UInt64
    var parts: [Int: Part] = [:]
}

/// How an upload is summed.
struct UploadSums: Sendable, Codable, Equatable {
    let kind: SumKind
    let cover: StoredSum.Cover
    /// Whether the uploader chose, and so must name the sums of the parts in the end.
    let isChosen: Bool

    /// By `x-amz-checksum-algorithm` and `x-amz-checksum-type`.
    init(algorithm: String?, type: String?) throws(ServiceFault) {
        guard let algorithm else {
            if type != nil {
                throw .s3(
                    .invalidRequest,
                    "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header."
                )
            }
            kind = .crc64NVME
            cover = .fullObject
            isChosen = false
            return
        }
        guard let kind = SumKind(rawValue: algorithm.uppercased()) else {
            throw .s3(
                .invalidRequest,
                "Checksum algorithm provided is unsupported. Please try again with any of the "
                    + "valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"
            )
        }
        let usual = kind == .crc64NVME ? StoredSum.Cover.fullObject : .composite
        guard let cover = type.map({ StoredSum.Cover(rawValue: $0.uppercased()) }) ?? usual else {
            throw .s3(.invalidRequest, "Value for x-amz-checksum-type header is invalid.")
        }
        if cover == .fullObject && !kind.joins || cover == .composite && kind == .crc64NVME {
            throw .s3(
                .invalidRequest,
                "The \(cover.rawValue) checksum type cannot be used with the \(kind.rawValue.lowercased()) checksum "
                    + "algorithm."
            )
        }
        self.kind = kind
        self.cover = cover
        isChosen = true
    }
}
