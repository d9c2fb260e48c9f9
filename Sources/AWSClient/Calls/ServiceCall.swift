import Crypto
package import HTTP
package import Time

/// One call of a service, before it is signed.
package struct ServiceCall: Sendable {
    package var method: String
    /// Path and query, encoded; the path of the endpoint comes before it.
    package var target: String
    package var headers: WebHeaders
    package var content: CallContent
    /// The sum that S3 is to check the content by; nil where there is none, or the headers hold it already.
    package var checksum: ChecksumAlgorithm?
    /// Where this call goes in place of the client's own endpoint, and the region that it is signed for.
    package var endpoint: AWSEndpoint?
    /// A status beside those of success that is an answer and no failure: 304, to whoever asked for what has changed.
    package var acceptedStatus: Int?
    /// Whether the call may be made twice where nobody knows what became of the first.
    package var isIdempotent: Bool
    /// Whether the caller will ask again at once, as one that waits for messages does.
    package var isPolling: Bool
    package var deadline: Instant?
    /// What an attempt takes by itself, as one that waits for messages does: none is made that has less time.
    package var leastTime: Duration = .zero

    package init(
        method: String = "POST",
        target: String = "/",
        headers: WebHeaders = [:],
        body: [UInt8] = [],
        isIdempotent: Bool,
        isPolling: Bool = false,
        deadline: Instant? = nil
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        content = .bytes(body)
        self.isIdempotent = isIdempotent
        self.isPolling = isPolling
        self.deadline = deadline
    }
}

/// What a call carries; it may be a form with a token in it, whoever prints it.
package enum CallContent: Sendable, Redacted {
    case bytes([UInt8])
    /// S3 takes nothing whose length it does not know beforehand.
    case stream(any BodySource, length: Int)
}

extension CallContent {
    var isStream: Bool {
        switch self {
        case .bytes: false
        case .stream: true
        }
    }

    /// Begins again for another attempt; false where that cannot be done.
    func rewind() async -> Bool {
        switch self {
        case .bytes: true
        case .stream(let source, _): await source.rewind()
        }
    }
}
