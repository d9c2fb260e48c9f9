import HTTP
package import Time

/// What S3 says of an object before its bytes.
package struct ObjectHead: Sendable, Equatable {
    /// Of what this answer carries or would carry, which may be a part of the object.
    package let contentLength: Int?
    /// Which bytes of how many, where a part was asked for: `bytes 0-9/100`.
    package let contentRange: String?
    package let attributes: ObjectAttributes
    /// In its quotes, as conditions want it.
    package let eTag: String?
    package let lastModified: Instant?
    package let versionID: String?
    /// None where S3 was not asked for them.
    package let checksums: [ObjectChecksum]

    init(_ head: WebResponseHead) {
        let headers = head.headers
        contentLength = headers["Content-Length"].flatMap { Int($0) }
        contentRange = headers["Content-Range"]
        attributes = ObjectAttributes(headers)
        eTag = headers["ETag"]
        lastModified = headers["Last-Modified"].flatMap { Instant(rfc1123: $0) }
        versionID = headers["x-amz-version-id"]
        checksums = ObjectChecksum.all(in: headers)
    }
}

extension ObjectAttributes {
    /// The tags themselves are not told.
    fileprivate init(_ headers: WebHeaders) {
        contentType = headers["Content-Type"]
        contentEncoding = headers["Content-Encoding"]
        contentDisposition = headers["Content-Disposition"]
        cacheControl = headers["Cache-Control"]
        serverSideEncryption = headers["x-amz-server-side-encryption"]
        sseKMSKeyID = headers["x-amz-server-side-encryption-aws-kms-key-id"]
        storageClass = headers["x-amz-storage-class"]
        let prefix = "x-amz-meta-"
        for field in headers.fields where field.name.lowercased().hasPrefix(prefix) {
            metadata[field.name.lowercased().dropFirst(prefix.count).description] = field.value
        }
    }
}

/// The answer to a question that has one only where something has changed.
package enum Conditional<Answer: Sendable>: Sendable {
    case answer(Answer)
    case notModified
}

extension Conditional: Equatable where Answer: Equatable {}

/// Which bytes of an object.
package enum ByteRange: Sendable, Hashable {
    case from(Int)
    /// Both ends included, as HTTP has it.
    case bounds(ClosedRange<Int>)
    /// So many at the end.
    case last(Int)

    var header: String {
        switch self {
        case .from(let start): "bytes=\(start)-"
        case .bounds(let range): "bytes=\(range.lowerBound)-\(range.upperBound)"
        case .last(let count): "bytes=-\(count)"
        }
    }
}
