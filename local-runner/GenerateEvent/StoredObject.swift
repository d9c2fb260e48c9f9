/// The object that an event of S3 speaks of.
struct StoredObject: Sendable {
    static let bucket = Option("--bucket", "NAME", "its bucket; example-bucket by default")
    static let key = Option("--key", "KEY", "its key, as it is and not encoded; example.txt by default")
    static let size = Option("--size", "BYTES", "its size; 1024 by default")
    static let eTag = Option("--etag", "TEXT", "its entity tag, without quotes; drawn by default")
    static let versionID = Option("--version-id", "ID", "its version; none by default, as in a bucket that keeps none")

    let bucket: String
    let key: String
    let size: Int
    let eTag: String?
    let versionID: String?

    init(_ arguments: Arguments) throws(UsageFault) {
        bucket = arguments[Self.bucket] ?? "example-bucket"
        key = arguments[Self.key] ?? "example.txt"
        guard (1...1_024).contains(key.utf8.count) else {
            throw .wrongValue(Self.key.name, key, wanted: "a key of 1 to 1024 bytes")
        }
        size = try arguments.number(Self.size, in: 0...Self.longest) ?? 1_024
        eTag = arguments[Self.eTag]
        versionID = arguments[Self.versionID]
    }

    /// S3 keeps no longer objects: fifty tebibytes.
    private static let longest = 50 << 40
}
