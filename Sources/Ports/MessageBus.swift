package import Domain

/// Carries messages between steps, each at least once.
package protocol MessageBus: Port {
    /// Sends them all, not before `delay` has passed; fails where any was not taken, and others may have been.
    ///
    /// A topic cannot hold a message back; what is delayed goes to queues. Whoever fails sends all of them again later:
    /// consumers know what they have seen.
    func send(_ messages: [Message], after delay: Duration) async throws(PortError)
}

extension MessageBus {
    package func send(_ message: Message, after delay: Duration = .zero) async throws(PortError) {
        try await send([message], after: delay)
    }
}

package enum MessageLimits {
    /// The longest that a queue can hold back a message; who needs longer sends it again.
    package static let delay: Duration = .seconds(900)
}
