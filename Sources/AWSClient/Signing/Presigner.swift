import Crypto
package import HTTP
package import Time

/// Makes URLs that carry their own signature: whoever holds one may send that one request until it expires.
///
/// All that is the same for every URL of a place and its credentials is written once, when the presigner is made.
package struct Presigner: Sendable, Redacted {
    private let service: String
    private let region: String
    private let credentials: Credentials
    private let keys: SigningKeys
    private let host: String
    /// Scheme and host.
    private let origin: [UInt8]
    /// What stands before the date of the credential, with the algorithm.
    private let beforeDay: [UInt8]
    /// Region and service, and the name of the timestamp.
    private let afterDay: [UInt8]
    private let token: [UInt8]
    /// What stands between the timestamp and the hash in the string to sign.
    private let scopeTail: [UInt8]

    package init(origin: WebOrigin, region: String, service: String, credentials: Credentials, keys: SigningKeys) {
        self.service = service
        self.region = region
        self.credentials = credentials
        self.keys = keys
        host = origin.authority
        self.origin = Array(origin.description.utf8)
        let encodedKey = PercentEncoding.encode(credentials.accessKeyID)
        let scope = "\(region)/\(service)/aws4_request"
        beforeDay = Array("X-Amz-Algorithm=\(SigningScope.algorithm)&X-Amz-Credential=\(encodedKey)%2F".utf8)
        afterDay = Array("%2F\(PercentEncoding.encode(scope))&X-Amz-Date=".utf8)
        token = Array(
            (credentials.sessionToken.map { "&X-Amz-Security-Token=\(PercentEncoding.encode($0.revealed))" } ?? "").utf8
        )
        scopeTail = Array("/\(scope)\n".utf8)
    }

    /// The URL of a request, good for `expiry` from now but never for longer than the credentials themselves.
    ///
    /// The request must carry exactly the headers that `presigned` names, and may carry others.
    package func url(
        for presigned: PresignedRequest,
        at now: Instant,
        expiry: Duration
    ) throws(SigningFailure) -> PresignedURL {
        let seconds = try credentials.lifetime(expiry, at: now)
        let timestamp = Timestamp(now)
        let headers = CanonicalHeaders(presigned.headers, host: host)
        var url: [UInt8] = []
        url.reserveCapacity(1024 + token.count)
        url.append(contentsOf: origin)
        url.append(contentsOf: presigned.path)
        url.append(UInt8(ascii: "?"))
        let queryStart = url.count
        append(presigned, headers: headers, timestamp: timestamp, seconds: seconds, to: &url)

        var canonical: [UInt8] = []
        canonical.reserveCapacity(url.count + 512)
        canonical.append(contentsOf: presigned.method.utf8)
        canonical.append(newline)
        CanonicalPath.append(presigned.path, of: service, to: &canonical)
        canonical.append(newline)
        canonical.append(contentsOf: url[queryStart...])
        canonical.append(newline)
        headers.append(to: &canonical)
        canonical.append(newline)
        headers.appendNames(separator: ";", to: &canonical)
        canonical.append(newline)
        canonical.append(contentsOf: SigningScope.isS3(service) ? Self.unsigned : Self.emptyHash)

        url.append(contentsOf: Self.signatureName)
        appendHex(signature(of: canonical, timestamp), to: &url)
        return PresignedURL(bytes: url, expires: Instant(secondsSinceEpoch: now.secondsSinceEpoch + seconds))
    }

    private func append(
        _ presigned: PresignedRequest,
        headers: CanonicalHeaders,
        timestamp: Timestamp,
        seconds: Int64,
        to url: inout [UInt8]
    ) {
        CanonicalQuery.append(presigned.before, to: &url)
        if !presigned.before.isEmpty { url.append(UInt8(ascii: "&")) }
        url.append(contentsOf: beforeDay)
        timestamp.appendDay(to: &url)
        url.append(contentsOf: afterDay)
        timestamp.append(to: &url)
        url.append(contentsOf: Self.expiresName)
        appendDecimal(seconds, to: &url)
        url.append(contentsOf: token)
        url.append(contentsOf: Self.signedHeadersName)
        headers.appendNames(separator: "%3B", to: &url)
        if !presigned.after.isEmpty { url.append(UInt8(ascii: "&")) }
        CanonicalQuery.append(presigned.after, to: &url)
    }

    private func signature(of canonical: [UInt8], _ timestamp: Timestamp) -> SHA256Digest {
        var text: [UInt8] = []
        text.reserveCapacity(192)
        text.append(contentsOf: Self.algorithmLine)
        timestamp.append(to: &text)
        text.append(newline)
        timestamp.appendDay(to: &text)
        text.append(contentsOf: scopeTail)
        appendHex(SHA256.digest(of: canonical), to: &text)
        return keys.key(day: timestamp, region: region, service: service, credentials).authenticate(text)
    }
}

extension Presigner {
    private var newline: UInt8 { UInt8(ascii: "\n") }

    private static let expiresName = Array("&X-Amz-Expires=".utf8)
    private static let signedHeadersName = Array("&X-Amz-SignedHeaders=".utf8)
    private static let signatureName = Array("&X-Amz-Signature=".utf8)
    private static let unsigned = Array(Payload.unsigned.text.utf8)
    private static let emptyHash = Array(Payload.empty.text.utf8)
    private static let algorithmLine = Array("\(SigningScope.algorithm)\n".utf8)
}
