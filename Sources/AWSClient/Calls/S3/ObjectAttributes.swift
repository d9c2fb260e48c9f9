import HTTP

/// What is stored beside an object's bytes.
package struct ObjectAttributes: Sendable, Equatable {
    package var contentType: String?
    package var contentEncoding: String?
    package var contentDisposition: String?
    package var cacheControl: String?
    /// Names without `x-amz-meta-`; names and values are ASCII.
    package var metadata: [String: String] = [:]
    /// `AES256` or `aws:kms`; S3 itself chooses the first where nothing is said.
    package var serverSideEncryption: String?
    package var sseKMSKeyID: String?
    package var storageClass: String?
    package var tagging: [String: String] = [:]

    package init(contentType: String? = nil, metadata: [String: String] = [:]) {
        self.contentType = contentType
        self.metadata = metadata
    }

    var headers: WebHeaders {
        var headers = WebHeaders()
        for (name, value) in [
            ("Content-Type", contentType), ("Content-Encoding", contentEncoding),
            ("Content-Disposition", contentDisposition), ("Cache-Control", cacheControl),
            ("x-amz-server-side-encryption", serverSideEncryption),
            ("x-amz-server-side-encryption-aws-kms-key-id", sseKMSKeyID), ("x-amz-storage-class", storageClass),
            ("x-amz-tagging", tagging.isEmpty ? nil : tags),
        ] {
            if let value { headers.add(name, value) }
        }
        for (name, value) in metadata.sorted(by: { $0.key < $1.key }) { headers.add("x-amz-meta-\(name)", value) }
        return headers
    }

    private var tags: String {
        tagging.sorted { $0.key < $1.key }
            .map { "\(PercentEncoding.encode($0.key))=\(PercentEncoding.encode($0.value))" }
            .joined(separator: "&")
    }
}
