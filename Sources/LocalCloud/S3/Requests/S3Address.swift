import AWSClient
import HTTP

/// The bucket and the key that a request is about, wherever it names them: in its path, or the bucket in its host.
struct S3Address: Sendable, Equatable {
    let bucket: String?
    let key: String?

    /// Nil where the path is no UTF-8 once it is decoded.
    init?(host: String?, path: Substring) {
        guard let text = String(validating: PercentEncoding.decode(path.utf8), as: UTF8.self) else { return nil }
        let rest = text.utf8.first == UInt8(ascii: "/") ? Substring(text.unicodeScalars.dropFirst()) : Substring(text)
        if let bucket = host.flatMap(Self.bucket(inHost:)) {
            self.bucket = bucket
            key = rest.isEmpty ? nil : String(rest)
            return
        }
        let end = rest.utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        let name = rest[..<end]
        bucket = name.isEmpty ? nil : String(name)
        let key = rest.utf8[end...].dropFirst()
        self.key = key.isEmpty ? nil : String(Substring(key))
    }

    /// `bucket.localhost`, `bucket.s3.localhost`, `bucket.s3.us-east-1.amazonaws.com`; nil where the path names it.
    private static func bucket(inHost host: String) -> String? {
        let name = host.split(separator: ":", omittingEmptySubsequences: false).first.map { $0.lowercased() } ?? ""
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isService = { (label: Substring) in label == "s3" || label.hasPrefix("s3-") }
        if let service = labels.lastIndex(where: isService) {
            return service == 0 ? nil : labels[..<service].joined(separator: ".")
        }
        guard labels.count > 1, labels.last == "localhost" else { return nil }
        return labels.dropLast().joined(separator: ".")
    }
}
