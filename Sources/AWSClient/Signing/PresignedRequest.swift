package import HTTP

/// What the holder of a presigned URL may do.
package struct PresignedRequest: Sendable {
    let method: String
    /// Encoded, as it is sent.
    let path: [UInt8]
    /// The holder must send these as they are here, in headers and not in the query.
    let headers: WebHeaders
    /// The items of the query that sort before those of the signature, and those that sort after them.
    let before: [EncodedItem]
    let after: [EncodedItem]

    /// `path` is encoded already; the names and values of the query are not.
    package init(
        method: String,
        path: String,
        query: [(name: String, value: String)] = [],
        headers: WebHeaders = [:]
    ) throws(SigningFailure) {
        self.method = method.uppercased()
        self.path = Array((path.isEmpty ? "/" : path).utf8)
        self.headers = headers
        for (name, _) in query where name.utf8.starts(with: "X-Amz-".utf8) { throw .reservedName(name) }
        let items = query.map { EncodedItem($0.name, $0.value) }.sorted()
        let split = items.firstIndex { Self.prefix.lexicographicallyPrecedes($0.name) } ?? items.count
        before = Array(items[..<split])
        after = Array(items[split...])
    }

    private init(method: String, encodedPath: [UInt8], headers: WebHeaders) {
        self.method = method
        path = encodedPath
        self.headers = headers
        before = []
        after = []
    }

    private static let prefix = Array("X-Amz-".utf8)
}

extension PresignedRequest {
    /// The path of an object, under a bucket that the host names or, for endpoints without such hosts, the path does.
    package static func path(ofKey key: String, inBucket bucket: String? = nil) -> String {
        String(decoding: encodedPath(ofKey: key, inBucket: bucket), as: UTF8.self)
    }

    private static func encodedPath(ofKey key: String, inBucket bucket: String?) -> [UInt8] {
        var path: [UInt8] = []
        path.reserveCapacity(key.utf8.count + 16)
        path.append(UInt8(ascii: "/"))
        if let bucket {
            PercentEncoding.append(bucket, to: &path, keepingSlash: true)
            path.append(UInt8(ascii: "/"))
        }
        PercentEncoding.append(key, to: &path, keepingSlash: true)
        return path
    }

    /// Storing one object, whose length and checksum are signed, so that a URL that leaks can store nothing else.
    package static func putObject(_ object: PutObject) -> PresignedRequest {
        PresignedRequest(
            method: "PUT",
            encodedPath: encodedPath(ofKey: object.key, inBucket: object.bucketInPath),
            headers: object.headers
        )
    }

    /// Reading one version of an object, with headers of the answer set by the URL.
    package static func getObject(
        key: String,
        bucketInPath: String? = nil,
        versionID: String? = nil,
        overrides: [ResponseOverride: String] = [:]
    ) throws(SigningFailure) -> PresignedRequest {
        let version = versionID.map { [("versionId", $0)] } ?? []
        return try PresignedRequest(
            method: "GET",
            path: path(ofKey: key, inBucket: bucketInPath),
            query: version + overrides.map { ($0.key.rawValue, $0.value) }
        )
    }
}

/// The parameters of PutObject that a presigned URL can hold a client to.
package struct PutObject: Sendable {
    package var key: String
    /// Only where the endpoint has no hosts for buckets; with the path of the endpoint before it, if it has one.
    package var bucketInPath: String?
    package var contentLength: Int?
    package var contentType: String?
    /// Base64.
    package var checksumSHA256: String?
    /// Whether an object that is there already makes S3 refuse this one.
    package var mustBeNew: Bool

    package init(
        key: String,
        bucketInPath: String? = nil,
        contentLength: Int? = nil,
        contentType: String? = nil,
        checksumSHA256: String? = nil,
        mustBeNew: Bool = false
    ) {
        self.key = key
        self.bucketInPath = bucketInPath
        self.contentLength = contentLength
        self.contentType = contentType
        self.checksumSHA256 = checksumSHA256
        self.mustBeNew = mustBeNew
    }
}

extension PutObject {
    /// What the holder of the URL must send, word for word.
    package var headers: WebHeaders {
        var headers = WebHeaders()
        if let type = contentType { headers.add("Content-Type", type) }
        if let length = contentLength { headers.add("Content-Length", "\(length)") }
        if mustBeNew { headers.add("If-None-Match", "*") }
        if let checksum = checksumSHA256 { headers.add("x-amz-checksum-sha256", checksum) }
        return headers
    }
}

/// The headers of S3's answer that a URL may set.
package enum ResponseOverride: String, Sendable, CaseIterable {
    case cacheControl = "response-cache-control"
    case contentDisposition = "response-content-disposition"
    case contentEncoding = "response-content-encoding"
    case contentLanguage = "response-content-language"
    case contentType = "response-content-type"
    case expires = "response-expires"
}
