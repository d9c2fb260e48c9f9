package import Time

/// What the uploader says of its file before a byte has come; nothing of it is believed until it is verified.
package struct FileClaim: Sendable, Hashable {
    package var name: FileName
    package var size: ByteCount?
    package var type: String?
    package var sha256: FileHash?

    package init(name: FileName, size: ByteCount? = nil, type: String? = nil, sha256: FileHash? = nil) {
        self.name = name
        self.size = size
        self.type = type
        self.sha256 = sha256
    }
}

/// What is known of the file because we have looked.
package struct VerifiedFile: Sendable, Hashable {
    package var size: ByteCount
    /// By its content; nil until metadata are extracted.
    package var type: String?
    /// Computed over the bytes, by S3 or by us; nil until then.
    package var sha256: FileHash?
    /// When the last of the bytes was there.
    package var uploadedAt: Instant

    package init(size: ByteCount, type: String? = nil, sha256: FileHash? = nil, uploadedAt: Instant) {
        self.size = size
        self.type = type
        self.sha256 = sha256
        self.uploadedAt = uploadedAt
    }
}
