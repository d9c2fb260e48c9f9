import CCurl
import Sockets

/// One GET over a connection of its own.
///
/// It blocks its thread until the answer is there. Certificates and names are always verified, TLS is 1.2 or newer, and
/// redirects are answers like any other.
package struct OneRequest: Sendable {
    private let url: String
    private let authorities: CertificateAuthorities
    private let timeLimit: Duration
    private let bodyLimit: Int

    /// A body of more than `bodyLimit` bytes fails the request.
    package init(
        url: String,
        trusting authorities: CertificateAuthorities,
        within timeLimit: Duration,
        bodyLimit: Int
    ) {
        self.url = url
        self.authorities = authorities
        self.timeLimit = timeLimit
        self.bodyLimit = bodyLimit
    }

    package struct Answer: Sendable, Hashable {
        package let status: Int
        package let body: [UInt8]
    }

    package func perform() throws(RequestFailure) -> Answer {
        // libcurl would read the text up to the zero: another URL than the caller checked.
        guard !url.utf8.contains(0) else { throw RequestFailure(CURLE_URL_MALFORMAT) }
        NameLookups.useFilesAndDNSOnly()
        try Self.check(Self.library)
        guard let handle = curl_easy_init() else { throw RequestFailure(CURLE_FAILED_INIT) }
        defer { curl_easy_cleanup(handle) }
        try configure(handle)
        return try transfer(handle)
    }

    private func transfer(_ handle: UnsafeMutableRawPointer) throws(RequestFailure) -> Answer {
        var received = Received(limit: bodyLimit)
        var words = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let code = withUnsafeMutablePointer(to: &received) { received in
            words.withUnsafeMutableBufferPointer { words in
                let set = [
                    ccurl_set_pointer(handle, CURLOPT_WRITEDATA, received),
                    ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, words.baseAddress),
                ]
                return set.first { $0 != CURLE_OK } ?? curl_easy_perform(handle)
            }
        }
        if received.overflowed { throw .bodyOverLimit(bodyLimit) }
        if code == CURLE_OPERATION_TIMEDOUT { throw .timedOut(after: timeLimit) }
        guard code == CURLE_OK else { throw RequestFailure(code, words) }
        var status = 0
        try Self.check(ccurl_get_number(handle, CURLINFO_RESPONSE_CODE, &status))
        return Answer(status: status, body: received.body)
    }

    private func configure(_ handle: UnsafeMutableRawPointer) throws(RequestFailure) {
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_SSL_VERIFYPEER, 1),
            (CURLOPT_SSL_VERIFYHOST, 2),
            (CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2),
            (CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1),
            (CURLOPT_FOLLOWLOCATION, 0),
            (CURLOPT_NOSIGNAL, 1),
            (CURLOPT_TIMEOUT_MS, timeLimit.wholeMilliseconds),
            // A name look-up that outlives the time limit is left behind instead of waited for.
            (CURLOPT_QUICK_EXIT, 1),
        ]
        for (option, value) in numbers { try Self.check(ccurl_set_number(handle, option, value)) }

        let texts: [(CURLoption, String?)] = [
            (CURLOPT_PROTOCOLS_STR, "http,https"),
            (CURLOPT_CAINFO, authorities.file),
            // The system's libcurl would trust a folder beside the file.
            (CURLOPT_CAPATH, nil),
            (CURLOPT_URL, url),
        ]
        for (option, text) in texts { try Self.check(ccurl_set_text(handle, option, text)) }

        // The libcurl of a zip knows no proxy and says so; the system's would take one from the environment.
        let proxy = ccurl_set_text(handle, CURLOPT_PROXY, "")
        if proxy != CURLE_UNKNOWN_OPTION { try Self.check(proxy) }

        try Self.check(
            ccurl_set_writer(handle) { bytes, _, count, context in
                guard let bytes, let received = context?.assumingMemoryBound(to: Received.self) else { return 0 }
                return received.pointee.take(UnsafeRawBufferPointer(start: bytes, count: count))
            }
        )
    }

    private static func check(_ code: CURLcode) throws(RequestFailure) {
        if code != CURLE_OK { throw RequestFailure(code) }
    }

    /// libcurl and OpenSSL, started at the first request and once in a process.
    private static let library: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))
}

/// The body so far, which libcurl hands over piece by piece.
private struct Received {
    let limit: Int
    var body: [UInt8] = []
    var overflowed = false

    /// Taking fewer bytes than were given makes libcurl give up.
    mutating func take(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard bytes.count <= limit - body.count else {
            overflowed = true
            return 0
        }
        body.append(contentsOf: bytes)
        return bytes.count
    }
}

extension Duration {
    /// Rounded up and at least one, because libcurl reads 0 as no limit at all.
    fileprivate var wholeMilliseconds: Int {
        let longest = Duration.milliseconds(Int32.max)
        let (seconds, attoseconds) = min(self, longest).components
        return max(1, Int(seconds) * 1_000 + Int(attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
