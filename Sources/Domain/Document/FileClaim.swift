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

extension FileClaim {
    package static let typeRule = "a media type is 3 to 255 plain characters, such as application/pdf"

    /// Whether a text can be a media type (RFC 9110, section 8.3.1): it travels in headers, so nothing may end one.
    package static func isType(_ text: String) -> Bool {
        guard text.utf8.count <= 255, text.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) else { return false }
        let parts = text.prefix { $0 != ";" }.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isTokenByte) }
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
