package import Sockets
import Synchronization

/// Gives out streams in their order; after the last nobody listens.
package final class ScriptedDialer: Dialer {
    private let left: Mutex<[ScriptedStream]>

    package init(_ streams: [ScriptedStream]) {
        left = Mutex(streams.reversed())
    }

    package func dial(_ address: Address) async throws(StreamFailure) -> ScriptedStream {
        guard let stream = left.withLock({ $0.popLast() }) else {
            throw .unreachable(address: address.description, reason: "the script is over")
        }
        return stream
    }
}
