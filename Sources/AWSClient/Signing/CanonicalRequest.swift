import Crypto
package import HTTP

/// The one text of a request that both sides hash; it holds the session token.
package struct CanonicalRequest: Redacted {
    package private(set) var bytes: [UInt8] = []
    let headers: CanonicalHeaders

    package init(_ request: WebRequest, service: String, payload: Payload) {
        headers = CanonicalHeaders(request.headers, host: request.origin.authority)
        let newline = UInt8(ascii: "\n")
        let target = Array(request.target.utf8)
        let mark = target.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        bytes.reserveCapacity(target.count + 1024)
        bytes.append(contentsOf: request.method.uppercased().utf8)
        bytes.append(newline)
        CanonicalPath.append(target[..<mark], of: service, to: &bytes)
        bytes.append(newline)
        CanonicalQuery.append(target[mark...].dropFirst(), to: &bytes)
        bytes.append(newline)
        headers.append(to: &bytes)
        bytes.append(newline)
        headers.appendNames(separator: ";", to: &bytes)
        bytes.append(newline)
        // A header that says what the payload is was put there by whoever knows best.
        bytes.append(contentsOf: (request.headers["x-amz-content-sha256"] ?? payload.text).utf8)
    }
}
