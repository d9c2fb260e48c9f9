/// Names of kinds of content, and how they are kin.
enum MediaType {
    static let unknown = "application/octet-stream"
    static let empty = "application/x-empty"
    static let text = "text/plain"
    static let zip = "application/zip"
    static let ole = "application/x-ole-storage"
    static let portableExecutable = "application/vnd.microsoft.portable-executable"
    /// An Office document behind a password: its own kind is inside.
    static let encryptedOffice = "application/encrypted"

    /// What the first bytes say.
    static func detect(in head: Bytes, size: Int64) -> String {
        guard size > 0 else { return empty }
        return Signature.match(head) ?? Containers.match(head)
            ?? TextKind.match(head, isWhole: Int64(head.count) == size) ?? unknown
    }

    /// Whether content is what a name of that kind promises, as far as it matters to a person.
    static func agrees(_ promise: String, content: String) -> Bool {
        if kin(of: promise) == kin(of: content) || lineage(content).contains(promise) { return true }
        return switch content {
        // Text that shows no kind of its own may be of any.
        case text: lineage(promise).contains(text)
        // What we would not know by its content may be what it says.
        case unknown: !isKnownByContent(promise)
        case zip: lineage(promise).contains(zip) && !isKnownByContent(promise)
        case ole: lineage(promise).contains(ole)
        case encryptedOffice: promise.hasPrefix("application/vnd.openxmlformats") || lineage(promise).contains(ole)
        default: false
        }
    }

    /// The kind itself, then what each is a kind of.
    static func lineage(_ mediaType: String) -> [String] {
        var lineage = [mediaType]
        while let last = lineage.last, let parent = parent(of: last), lineage.count < 8 { lineage.append(parent) }
        return lineage
    }

    private static func parent(of mediaType: String) -> String? {
        if let parent = parents[mediaType] { return parent }
        if mediaType.hasPrefix("application/vnd.openxmlformats") || mediaType.hasSuffix("+zip") { return zip }
        if mediaType.hasPrefix("application/vnd.oasis.opendocument") || mediaType.hasSuffix(".macroEnabled.12") {
            return zip
        }
        if mediaType.hasSuffix("+xml") { return "application/xml" }
        return mediaType.hasPrefix("text/") && mediaType != text ? text : nil
    }

    private static let parents = [
        "application/java-archive": zip, "application/vnd.android.package-archive": "application/java-archive",
        "application/x-xpinstall": zip, "application/vnd.google-earth.kmz": zip, "application/x-wheel+zip": zip,
        "application/vnd.comicbook+zip": zip, "application/x-nupkg": zip,
        "application/msword": ole, "application/vnd.ms-excel": ole, "application/vnd.ms-powerpoint": ole,
        "application/vnd.ms-outlook": ole, "application/vnd.visio": ole, "application/x-msi": ole,
        "application/json": text, "application/x-ndjson": text, "application/xml": text, "message/rfc822": text,
        "application/mbox": text, "application/x-pem-file": text, "application/postscript": text,
        "application/rtf": text, "application/yaml": text, "application/toml": text, "application/sql": text,
        "image/x-eps": "application/postscript",
    ]

    /// One name for kinds that a person takes for the same.
    private static func kin(of mediaType: String) -> String { kinship[mediaType] ?? mediaType }

    private static let kinship = [
        "audio/mp4": "video/mp4", "video/quicktime": "video/mp4", "video/3gpp": "video/mp4",
        "audio/ogg": "application/ogg", "video/ogg": "application/ogg",
        "video/webm": "video/x-matroska", "audio/x-matroska": "video/x-matroska",
        "audio/x-ms-wma": "video/x-ms-asf", "video/x-ms-wmv": "video/x-ms-asf",
        "image/heif": "image/heic", "application/xhtml+xml": "text/html",
    ]

    private static func isKnownByContent(_ mediaType: String) -> Bool {
        Signature.mediaTypes.contains(mediaType) || lineage(mediaType).contains(ole)
            || knownByContent.contains(mediaType) || lineage(mediaType).contains(text)
            || mediaType.hasPrefix("application/vnd.openxmlformats")
            || mediaType.hasPrefix("application/vnd.oasis.opendocument")
            || mediaType.hasSuffix(".macroEnabled.12")
    }

    private static let knownByContent: Set<String> = [
        zip, portableExecutable, "application/java-archive", "application/vnd.android.package-archive",
        "application/epub+zip", "audio/mpeg", "image/webp", "audio/wav", "video/x-msvideo", "video/mp4",
        "video/quicktime", "video/x-matroska", "video/webm", "image/heic", "image/avif", "application/x-tar",
    ]
}
