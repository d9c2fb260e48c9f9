import Crypto
package import HTTP

/// The one text of a request that both sides hash; it holds the session token.
package struct CanonicalRequest: Redacted {
    package private(set) var bytes: [UInt8] = []
    let headers: CanonicalHeaders

    package init(_ request: WebRequest, service: String, payload: Payload) {
        // A header that says what the payload is was put there by whoever knows best.
        let text = request.headers["x-amz-content-sha256"] ?? payload.text
        let headers = CanonicalHeaders(request.headers, host: request.origin.authority)
        self.init(request, of: service, headers, payload: text, isInQuery: { _ in true })
    }

    /// The one that a request claims to have been signed by: with the headers that it names.
    package init(_ request: WebRequest, signedBy claim: SignatureClaim, payload: String) {
        let headers = CanonicalHeaders(named: claim.signedHeaders, of: request)
        self.init(request, of: claim.service, headers, payload: payload) { item in
            claim.place == .header || !item.starts(with: Self.signatureName)
        }
    }

    private init(
        _ request: WebRequest,
        of service: String,
        _ headers: CanonicalHeaders,
        payload: String,
        isInQuery: (ArraySlice<UInt8>) -> Bool
    ) {
        self.headers = headers
        let newline = UInt8(ascii: "\n")
        let target = Array(request.target.utf8)
        let mark = target.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        bytes.reserveCapacity(target.count + 1024)
        bytes.append(contentsOf: request.method.uppercased().utf8)
        bytes.append(newline)
        CanonicalPath.append(target[..<mark], of: service, to: &bytes)
        bytes.append(newline)
        CanonicalQuery.append(target[mark...].dropFirst(), where: isInQuery, to: &bytes)
        bytes.append(newline)
        headers.append(to: &bytes)
        bytes.append(newline)
        headers.appendNames(separator: ";", to: &bytes)
        bytes.append(newline)
        bytes.append(contentsOf: payload.utf8)
    }

    private static let signatureName = Array("X-Amz-Signature=".utf8)
}
