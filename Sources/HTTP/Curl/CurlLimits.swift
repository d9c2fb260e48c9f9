/// What one transport takes up at most.
package struct CurlLimits: Sendable {
    /// How long a name look-up, a connection and its TLS handshake may take together.
    ///
    /// Two lost packets of a handshake across the world still fit; what takes longer is an address that is dead.
    package var connecting: Duration = .seconds(10)
    /// How long the other side may say nothing and take nothing of a request that has no deadline, in whole seconds.
    ///
    /// A request without one may last as long as its body does, but must not wait for ever for somebody who is gone.
    package var silence: Duration = .seconds(60)
    /// Requests on the wire at once, each on a connection of its own; more wait their turn.
    ///
    /// A function has 1,024 descriptors.
    package var requestsAtOnce = 256
    /// Connections that are kept for the next request.
    package var idleConnections = 64
    /// Bytes of a response's head, with whatever 1xx heads come before it and the trailer after it.
    package var head = 64 * 1024

    package init() {}
}

extension CurlLimits {
    /// A piece of a body on its way between the caller and the thread; two of them are in flight at most.
    ///
    /// Large enough that handing it over costs little beside filling it, small enough for hundreds of streams.
    static let piece = 256 * 1024

    /// What libcurl reads from or writes to a socket at once, for a body that streams.
    static let socketBuffer = 128 * 1024

    /// A longer body waits for the other side's leave to come, where that side is willing to give it.
    ///
    /// Less has left through the socket's buffer before any answer could stop it.
    static let bodyThatAsks = 64 * 1024

    /// A body in memory up to this size is copied beside its head and leaves in the same packet.
    static let bodyBesideHead = 32 * 1024
}
