package import Time

/// A request as it goes out, byte for byte: a signature covers the target and the headers as they stand here.
package struct WebRequest: Sendable {
    package var method: String
    package var origin: WebOrigin
    /// Path and query as they are sent; nothing between here and the wire decodes, encodes or normalises them.
    package var target: String
    package var headers: WebHeaders
    package var body: WebBody
    package var reach: Reach
    /// When the exchange is given up, whatever state it is in.
    package var deadline: Instant?

    package init(
        method: String = "GET",
        origin: WebOrigin,
        target: String = "/",
        headers: WebHeaders = [:],
        body: WebBody = .none,
        reach: Reach = .anyAddress,
        deadline: Instant? = nil
    ) {
        self.method = method
        self.origin = origin
        self.target = target
        self.headers = headers
        self.body = body
        self.reach = reach
        self.deadline = deadline
    }
}

/// Which addresses a request may go to, once its host's name has become one.
///
/// A name that somebody else looks after, and a setting with a slip in it, may lead anywhere.
package enum Reach: Sendable, Equatable {
    case anyAddress
    /// No link-local address, and no address where clouds keep what only this machine is to know.
    case noMetadata
}

/// What a request carries.
package enum WebBody: Sendable {
    case none
    case bytes([UInt8])
    /// With its length where it is known; without, it goes out in chunks.
    case stream(any BodySource, length: Int?)
}

/// Where a request goes: scheme, host and port.
package struct WebOrigin: Sendable, Equatable {
    package enum Scheme: String, Sendable {
        case http, https

        package var usualPort: UInt16 { self == .http ? 80 : 443 }
    }

    package let scheme: Scheme
    /// A name or an address; an IPv6 address without its brackets.
    package let host: String
    package let port: UInt16

    package init(scheme: Scheme, host: String, port: UInt16? = nil) {
        self.scheme = scheme
        self.host = host
        self.port = port ?? scheme.usualPort
    }

    /// As the Host header has it: the port only where it is not the scheme's own.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == scheme.usualPort ? name : "\(name):\(port)"
    }
}

extension WebOrigin: CustomStringConvertible {
    package var description: String { "\(scheme.rawValue)://\(authority)" }
}
