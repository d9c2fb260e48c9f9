/// Carries requests to wherever they are answered: the network, an emulator in this process, a test's fake.
///
/// One exchange is one call: it ends with the call, and cancelling the task stops it. Nothing is retried and no
/// redirect followed here, because only the caller knows what may be sent twice.
package protocol HTTPTransport: Sendable {
    /// Sends the request, hands the response's body to `sink` piece by piece as it arrives, and returns its head.
    ///
    /// The sink is asked to take a piece only when it has taken the one before: a slow sink slows the sender down.
    func exchange(_ request: WebRequest, into sink: any BodySink) async throws(TransportFailure) -> WebResponseHead

    /// Sends the request and gathers the response's body, of at most `bodyLimit` bytes.
    ///
    /// A sink of memory does it for every transport; one that can do it for less brings its own.
    func exchange(_ request: WebRequest, bodyLimit: Int) async throws(TransportFailure) -> WebResponse
}

/// Takes a response's body.
package protocol BodySink: Sendable {
    /// The head, once, before the first piece; throwing ends the exchange.
    func begin(_ head: WebResponseHead) async throws(BodyFailure)
    func take(_ piece: [UInt8]) async throws(BodyFailure)
}

/// Gives a request's body.
package protocol BodySource: Sendable {
    /// The next bytes, at most `limit`; none at the end.
    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8]
    /// Begins again from the first byte, for a second try. False where that cannot be done.
    func rewind() async -> Bool
}

/// Why a source or a sink gave up; it ends the exchange and comes back as its failure.
package struct BodyFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
