package import AWSClient
package import HTTP
package import Time

/// A request of a service, after the entrance: it is known who sends it.
package struct CloudRequest: Sendable {
    package let web: WebRequest
    package let id: String
    package let received: Instant
    package let caller: Caller
    package let query: QueryItems
    /// The body, unless the part reads it itself.
    package let body: [UInt8]
    /// What the chunks of a streamed body go on from, and whether the request came by a presigned URL.
    package let seed: SeedSignature?
    package let isPresigned: Bool

    package init(
        web: WebRequest,
        id: String,
        received: Instant,
        caller: Caller,
        body: [UInt8] = [],
        seed: SeedSignature? = nil,
        isPresigned: Bool = false
    ) {
        self.web = web
        self.id = id
        self.received = received
        self.caller = caller
        self.body = body
        self.seed = seed
        self.isPresigned = isPresigned
        query = QueryItems(ofTarget: web.target)
    }

    package var method: String { web.method }
    package var headers: WebHeaders { web.headers }
    /// As it was sent, still percent-encoded.
    package var path: Substring { web.target.prefix { $0 != "?" } }
    /// Where the caller finds this cloud, which is where the URLs that it is given must point.
    package var endpoint: String { "\(web.origin.scheme.rawValue)://\(web.headers["Host"] ?? web.origin.authority)" }
}
