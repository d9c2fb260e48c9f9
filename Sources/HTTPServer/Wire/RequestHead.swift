package import HTTP

/// Request line and header fields, as they came (RFC 9112).
package struct RequestHead: Sendable, Equatable {
    package let method: String
    /// Path and query byte for byte: a signature covers them.
    package let target: String
    package let headers: WebHeaders
    /// Where the client believes to be, by Host or an absolute target; nil where HTTP/1.0 does not say.
    package let origin: WebOrigin?
    package let framing: RequestFraming
    package let isHTTP10: Bool
    /// Whether the client wants the connection to carry another exchange.
    package let keepsAlive: Bool
    /// Whether the client waits for leave before it goes on, be it that it has no body to send.
    package let expectsContinue: Bool
}

/// How a request's body is framed (RFC 9112, section 6.3).
package enum RequestFraming: Sendable, Equatable {
    case none
    case length(Int)
    case chunked
}
