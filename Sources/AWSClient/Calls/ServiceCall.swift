package import HTTP
package import Time

/// One call of a service, before it is signed.
package struct ServiceCall: Sendable {
    package var method: String
    /// Path and query, encoded; the path of the endpoint comes before it.
    package var target: String
    package var headers: WebHeaders
    package var body: [UInt8]
    /// Whether the call may be made twice where nobody knows what became of the first.
    package var isIdempotent: Bool
    /// Whether the caller will ask again at once, as one that waits for messages does.
    package var isPolling: Bool
    package var deadline: Instant?

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
        self.body = body
        self.isIdempotent = isIdempotent
        self.isPolling = isPolling
        self.deadline = deadline
    }
}
