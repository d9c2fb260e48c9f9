/// The path of a request as its signature covers it.
///
/// S3 takes the path as it is sent, because `a//b` and `a/../b` are keys of their own there. All other services drop
/// empty and dot segments, and encode what was encoded for the wire once more.
enum CanonicalPath {
    static func append(_ path: some Collection<UInt8>, of service: String, to bytes: inout [UInt8]) {
        if path.isEmpty {
            bytes.append(slash)
        } else if SigningScope.isS3(service) {
            bytes.append(contentsOf: path)
        } else {
            PercentEncoding.append(normalised(path), to: &bytes, keepingSlash: true)
        }
    }

    /// Dot segments resolved as RFC 3986 section 5.2.4 has it, and runs of slashes made one.
    private static func normalised(_ path: some Collection<UInt8>) -> [UInt8] {
        var segments: [[UInt8]] = []
        for segment in path.split(separator: slash) {
            if segment.elementsEqual("..".utf8) {
                _ = segments.popLast()
            } else if !segment.elementsEqual(".".utf8) {
                segments.append(Array(segment))
            }
        }
        let endsInSlash = path.reversed().first == slash && !segments.isEmpty
        return [slash] + segments.joined(separator: [slash]) + (endsInSlash ? [slash] : [])
    }

    private static let slash = UInt8(ascii: "/")
}
