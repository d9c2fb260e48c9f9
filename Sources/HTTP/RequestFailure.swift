import CCurl

/// Why a request got no answer.
///
/// An answer with an error status is an answer, not a failure.
package enum RequestFailure: Error, Sendable, Hashable {
    case timedOut(after: Duration)
    case bodyOverLimit(Int)
    /// libcurl's number for it, and its words: they name the host, never the path or the query.
    case failed(code: Int, text: String)
}

extension RequestFailure {
    /// The server's certificate is not one that the certificate file vouches for, or not for this name.
    package var isUntrusted: Bool {
        guard case .failed(let code, _) = self else { return false }
        return code == CURLE_PEER_FAILED_VERIFICATION.rawValue
    }

    init(_ code: CURLcode, _ words: [CChar] = []) {
        let said = String(decoding: words.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        self = .failed(code: Int(code.rawValue), text: said.isEmpty ? String(cString: curl_easy_strerror(code)) : said)
    }
}

extension RequestFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .timedOut(let limit): "no answer within \(limit)"
        case .bodyOverLimit(let limit): "the answer's body is longer than \(limit) bytes"
        case .failed(let code, let text): "\(text) (curl \(code))"
        }
    }
}
