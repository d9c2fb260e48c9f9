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
    package var description: String { "\(bucket)/\(key)\(version.map { " version \($0)" } ?? "")" }
}
