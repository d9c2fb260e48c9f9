package import Time

/// Something outside that a step asks.
package protocol Port: Sendable {
    /// The same port, which neither waits nor tries again beyond a time: the end of the invocation that asks.
    ///
    /// A step takes its ports so, once, at its beginning. Without a time a port has a patience of its own.
    func until(_ deadline: Instant) -> Self
}
