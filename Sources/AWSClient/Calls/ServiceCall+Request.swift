import HTTP
import Time

extension ServiceCall {
    /// The request as the signature is to cover its head, and what the signature says of its body.
    func request(to endpoint: AWSEndpoint) -> (WebRequest, Payload) {
        var request = WebRequest(
            method: method,
            origin: endpoint.origin,
            target: endpoint.path + target,
            headers: headers,
            deadline: deadline
        )
        let isSecure = endpoint.origin.scheme == .https
        let payload: Payload
        switch content {
        case .bytes(let bytes):
            request.body = bytes.isEmpty ? .none : .bytes(bytes)
            if let checksum { request.headers[checksum.headerName] = checksum.sum(of: bytes) }
            payload = isSecure && hasChecksum ? .unsigned : Payload(of: bytes)
        case .stream(let source, let length):
            guard let form = chunkedForm(isSecure: isSecure) else {
                request.body = .stream(source, length: length)
                return (request, .unsigned)
            }
            form.announce(in: &request.headers, decodedLength: length)
            payload = form.payload
        }
        return (request, payload)
    }

    /// The body of a streamed call, which may go on from the signature of its head.
    func body(after seed: SeedSignature?, to endpoint: AWSEndpoint) -> WebBody? {
        guard case .stream(let source, let length) = content else { return nil }
        guard let form = chunkedForm(isSecure: endpoint.origin.scheme == .https) else { return nil }
        return form.body(source, length: length, after: seed)
    }

    /// Whether the content is guarded by something beside its signature.
    private var hasChecksum: Bool {
        checksum != nil || ChecksumAlgorithm.allCases.contains { headers[$0.headerName] != nil }
    }

    /// Nil where the body goes out as it is: TLS guards it, and no sum follows it.
    private func chunkedForm(isSecure: Bool) -> ChunkedForm? {
        isSecure && checksum == nil ? nil : ChunkedForm(isSigned: !isSecure, checksum: checksum)
    }
}

/// How a streamed body is cut: signed where nothing else guards it, with a sum behind it where one is wanted.
private struct ChunkedForm {
    let isSigned: Bool
    let checksum: ChecksumAlgorithm?

    var payload: Payload { ChunkedUpload.payload(isSigned: isSigned, hasTrailer: checksum != nil) }

    /// What the content is encoded with by itself comes first: it was applied first.
    func announce(in headers: inout WebHeaders, decodedLength: Int) {
        let own = headers["Content-Encoding"]
        for field in ChunkedUpload.headers(decodedLength: decodedLength, checksum: checksum?.makeSum()).fields {
            headers[field.name] = field.value
        }
        if let own { headers["Content-Encoding"] = "\(own),aws-chunked" }
    }

    func body(_ source: any BodySource, length: Int, after seed: SeedSignature?) -> WebBody {
        let sum = checksum?.makeSum()
        // A head that nobody signed has chunks that nobody signs.
        let seed = isSigned ? seed : nil
        return .stream(
            ChunkedSource(source, as: ChunkedUpload(seed.map { .signed($0) } ?? .unsigned, checksum: sum)),
            length: ChunkedUpload.encodedLength(of: length, isSigned: seed != nil, checksum: sum)
        )
    }
}
