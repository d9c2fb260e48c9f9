import CCurl

extension CurlTransfer {
    func configure(_ settings: CurlSettings) throws(CurlFailure) {
        try configureConnection(settings)
        try configureMessage()
        try configureBody()
        try configureCallbacks()
    }

    private func set(_ option: CURLoption, _ value: Int) throws(CurlFailure) {
        try CurlFailure.check(ccurl_set_number(handle, option, value))
    }

    private func set(_ option: CURLoption, _ text: String?) throws(CurlFailure) {
        try CurlFailure.check(ccurl_set_text(handle, option, text))
    }

    private func configureConnection(_ settings: CurlSettings) throws(CurlFailure) {
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        // The system's libcurl would also trust what it was built with.
        try set(CURLOPT_CAINFO, settings.authorities.place.file)
        try set(CURLOPT_CAPATH, settings.authorities.place.folder)
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        try set(CURLOPT_CONNECTTIMEOUT_MS, settings.limits.connecting.wholeMilliseconds)
        try set(CURLOPT_MAXCONNECTS, settings.limits.idleConnections)
        // A name look-up that outlives the transfer is left behind instead of waited for.
        try set(CURLOPT_QUICK_EXIT, 1)
        // libcurl counts in whole milliseconds and may be two early: what it ends must be late by our clock too.
        if let end = exchange.end {
            try set(CURLOPT_TIMEOUT_MS, (end + .milliseconds(5) - .now).wholeMilliseconds)
        } else {
            try set(CURLOPT_LOW_SPEED_LIMIT, 1)
            try set(CURLOPT_LOW_SPEED_TIME, Int(settings.limits.silence.components.seconds))
        }
        // The libcurl of a zip knows no proxy and says so; the system's would take one from the environment.
        let proxy = ccurl_set_text(handle, CURLOPT_PROXY, "")
        if proxy != CURLE_UNKNOWN_OPTION { try CurlFailure.check(proxy) }
    }

    /// The URL ends with the host, so libcurl has no path to rewrite, and none to name in its errors.
    private func configureMessage() throws(CurlFailure) {
        let request = exchange.request
        try set(CURLOPT_URL, "\(request.origin.scheme.rawValue)://\(request.origin.authority)/")
        try set(CURLOPT_REQUEST_TARGET, request.target)
        // What libcurl would add of its own; "name:" leaves a header out.
        for name in ["Accept", "Content-Type", "Expect"] where request.headers[name] == nil {
            if name != "Expect" || !asksBeforeItSends { try add("\(name):") }
        }
        for field in request.headers.fields {
            let isEmpty = field.value.utf8.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            try add(isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        if asksBeforeItSends, request.headers["Expect"] == nil { try add("Expect: 100-continue") }
        try CurlFailure.check(ccurl_set_list(handle, CURLOPT_HTTPHEADER, headers))
    }

    private var asksBeforeItSends: Bool {
        guard case .stream(_, let length) = exchange.request.body else { return false }
        return length.map { $0 > CurlLimits.bodyThatAsks } ?? true
    }

    private func add(_ line: String) throws(CurlFailure) {
        guard let longer = curl_slist_append(headers, line) else { throw CurlFailure(CURLE_OUT_OF_MEMORY) }
        headers = longer
    }

    private func configureBody() throws(CurlFailure) {
        let request = exchange.request
        switch request.body {
        case .none, .bytes([]):
            // Those that usually carry something say that it is nothing (RFC 9110, section 8.6).
            if ["POST", "PUT", "PATCH"].contains(request.method) { try copyBody([]) }
        case .bytes(let bytes) where bytes.count <= CurlLimits.bodyBesideHead: try copyBody(bytes)
        case .bytes(let bytes): try streamBody(length: bytes.count)
        case .stream(_, let length): try streamBody(length: length)
        }
        if request.method == "HEAD" {
            try set(CURLOPT_NOBODY, 1)
        } else {
            try set(CURLOPT_CUSTOMREQUEST, request.method)
        }
        if exchange.bodyLimit == nil { try set(CURLOPT_BUFFERSIZE, CurlLimits.socketBuffer) }
    }

    private func copyBody(_ bytes: [UInt8]) throws(CurlFailure) {
        try set(CURLOPT_POST, 1)
        try CurlFailure.check(ccurl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count)))
        let code = bytes.withUnsafeBytes { bytes in
            // An empty array has no address, and libcurl would ask its reader for the body.
            guard let address = bytes.baseAddress, !bytes.isEmpty else {
                return ccurl_set_text(handle, CURLOPT_COPYPOSTFIELDS, "")
            }
            return ccurl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: address))
        }
        try CurlFailure.check(code)
    }

    /// Without a length it goes out in chunks.
    private func streamBody(length: Int?) throws(CurlFailure) {
        try set(CURLOPT_UPLOAD, 1)
        try set(CURLOPT_UPLOAD_BUFFERSIZE, CurlLimits.socketBuffer)
        try CurlFailure.check(ccurl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(length ?? -1)))
    }
}

extension Duration {
    /// Rounded up and at least one, because libcurl reads 0 as no limit at all.
    var wholeMilliseconds: Int {
        let longest = Duration.milliseconds(Int32.max)
        let (seconds, attoseconds) = min(self, longest).components
        return max(1, Int(seconds) * 1_000 + Int(attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
