/// Opens streams: the network, or a script in a test.
///
/// A protocol and not a closure: an asynchronous closure that captures may hop to another thread and back.
package protocol Dialer: Sendable {
    associatedtype Stream: ByteStream
    func dial(_ address: Address) async throws(StreamFailure) -> Stream
}

/// Opens TCP connections.
package struct SocketDialer: Dialer {
    package init() {}

    package func dial(_ address: Address) async throws(StreamFailure) -> Socket {
        try Socket(connectingTo: address)
    }
}
