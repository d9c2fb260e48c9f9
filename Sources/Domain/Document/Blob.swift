/// Where some bytes lie: an object of a bucket and, where it is known, which version of it.
package struct Blob: Hashable, Sendable, Codable {
    package let bucket: String
    package let region: String
    package let key: String
    /// As the event of the upload names it; without it a read finds whatever lies there now.
    package var version: String?

    package init(bucket: String, region: String, key: String, version: String? = nil) {
        self.bucket = bucket
        self.region = region
        self.key = key
        self.version = version
    }
}

extension Blob: CustomStringConvertible {
    /// For logs: what somebody calls a file that was dropped is in its key, and is not told there.
    package var description: String {
        let parts = key.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        let isDrop = parts.count == 3 && parts[0] == UploadKey.drops
        let place = isDrop ? "\(parts[0])/\(parts[1])/…" : key
        return "\(bucket)/\(place)\(version.map { " version \($0)" } ?? "")"
    }
}
