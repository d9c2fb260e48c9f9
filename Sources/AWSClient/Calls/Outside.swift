package import HTTP
package import Time

/// What a client reaches the world through; it holds no global state, and neither does anything below it.
package struct Outside: Sendable {
    package let transport: any HTTPTransport
    package let clock: any WallClock
    package let random: any RandomSource

    package init(transport: any HTTPTransport, clock: any WallClock, random: any RandomSource) {
        self.transport = transport
        self.clock = clock
        self.random = random
    }
}

extension Outside {
    /// A name for one call, the same over all its attempts.
    func newID() -> UUID { UUID.v4(from: random) }
}
