import CCurl

/// One exchange as libcurl sees it; it belongs to the thread, and nobody else ever touches it.
final class CurlTransfer {
    let exchange: CurlExchange
    let handle: UnsafeMutableRawPointer
    var headers: UnsafeMutablePointer<curl_slist>?
    /// Where libcurl leaves its words for what went wrong.
    let words: UnsafeMutablePointer<CChar>

    /// What ended the transfer, where it was not libcurl.
    private var failure: TransportFailure?
    private var reader: ResponseHeadReader
    private var body: [UInt8] = []
    private var sentOfBody = 0
    private var isRetry = false
    private var isBegun = false
    /// The address that was tried last is one that the request may not go to.
    private var isOutOfReach = false

    init(_ exchange: CurlExchange, settings: CurlSettings) throws(CurlFailure) {
        guard let handle = curl_easy_init() else { throw CurlFailure(CURLE_FAILED_INIT) }
        self.exchange = exchange
        self.handle = handle
        words = .allocate(capacity: Int(CURL_ERROR_SIZE))
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        reader = ResponseHeadReader(limit: settings.limits.head)
        try configure(settings)
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headers)
        words.deallocate()
    }

    /// The transfer that the handle was made for.
    static func of(_ handle: UnsafeMutableRawPointer) -> CurlTransfer? {
        var pointer: UnsafeMutableRawPointer?
        guard ccurl_get_pointer(handle, CURLINFO_PRIVATE, &pointer) == CURLE_OK, let pointer else { return nil }
        return Unmanaged<CurlTransfer>.fromOpaque(pointer).takeUnretainedValue()
    }
}

/// What libcurl calls while it works.
extension CurlTransfer {
    /// Whether the request may go out over the connection that now stands.
    ///
    /// libcurl would send a request again, of whatever method, where a kept connection breaks before any answer. The
    /// other side may have acted on the first by then.
    func mayBegin(with peer: PeerAddress?) -> Bool {
        defer { isBegun = true }
        return mayConnect() && mayReach(peer)
    }

    /// Looked at when a connection is opened, for all of a name's addresses, and again for one that was kept.
    func mayReach(_ peer: PeerAddress?) -> Bool {
        switch exchange.request.reach {
        case .anyAddress: return true
        case .noMetadata:
            isOutOfReach = peer.map(\.isOfMetadata) ?? true
            return !isOutOfReach
        }
    }

    /// Where the request may not go out, no connection is opened for it.
    func mayConnect() -> Bool {
        isRetry = isRetry || (isBegun && isSent)
        return !isRetry
    }

    func take(headLine line: UnsafeRawBufferPointer) -> Bool {
        do {
            guard let head = try reader.take(line) else { return true }
            guard exchange.bodyLimit == nil else { return prepareBody(head) }
            exchange.offer(head)
            return true
        } catch {
            failure = .broken(reason: error.reason)
            return false
        }
    }

    /// Nil where there is no room yet.
    func take(body bytes: UnsafeRawBufferPointer) -> Bool? {
        guard let limit = exchange.bodyLimit else { return exchange.offer(bytes) ? true : nil }
        guard bytes.count <= limit - body.count else {
            failure = .bodyOverLimit(limit)
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    func give(into buffer: UnsafeMutableRawBufferPointer) -> Upload.Portion {
        guard case .bytes(let bytes) = exchange.request.body else { return exchange.read(into: buffer) }
        let count = min(buffer.count, bytes.count - sentOfBody)
        guard count > 0 else { return .end }
        bytes.withUnsafeBytes {
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[sentOfBody..<sentOfBody + count]))
        }
        sentOfBody += count
        return .bytes(count)
    }

    /// A length that the response announces is known to be too much before the first byte of it has come.
    private func prepareBody(_ head: WebResponseHead) -> Bool {
        guard exchange.request.method != "HEAD", head.status != 304, let limit = exchange.bodyLimit,
            let length = head.headers["Content-Length"].flatMap({ Int($0) })
        else { return true }
        guard length <= limit else {
            failure = .bodyOverLimit(limit)
            return false
        }
        body.reserveCapacity(max(0, length))
        return true
    }
}

/// How it ended.
extension CurlTransfer {
    func end(_ code: CURLcode, isLate: Bool) {
        exchange.end(result(code, isLate: isLate))
    }

    /// What is to be told of a transfer that is stopped for a reason of ours.
    func stop(_ failure: TransportFailure) {
        exchange.end(.failure(failure))
    }

    /// Whether the other side can have seen anything of the request.
    var isSent: Bool {
        var count = 0
        return ccurl_get_number(handle, CURLINFO_REQUEST_SIZE, &count) != CURLE_OK || count > 0
    }

    private func result(_ code: CURLcode, isLate: Bool) -> Result<WebResponse, TransportFailure> {
        if let failure { return .failure(failure) }
        if let head = reader.head, code == CURLE_OK || (isRetry && head.status == 417) {
            return .success(WebResponse(head: head, body: body))
        }
        if code == CURLE_OPERATION_TIMEDOUT, isLate { return .failure(.deadlinePassed(sent: isSent)) }
        return .failure(isSent ? .broken(reason: reason(code)) : .notSent(reason: reason(code)))
    }

    /// libcurl's words name the host, never the path or the query.
    private func reason(_ code: CURLcode) -> String {
        if isOutOfReach { return "the host's address is link-local or a cloud's own, and may not be spoken to" }
        if isRetry { return "the kept connection was closed before any answer came" }
        if code == CURLE_OK { return "there was no response" }
        let said = String(cString: words)
        let text = "\(said.isEmpty ? String(cString: curl_easy_strerror(code)) : said) (curl \(code.rawValue))"
        return code == CURLE_PEER_FAILED_VERIFICATION ? "the server is untrusted: \(text)" : text
    }
}
