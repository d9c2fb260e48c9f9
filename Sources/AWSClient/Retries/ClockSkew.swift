package import HTTP
package import Time

/// How far a service's clock is ahead of ours, learned from its answers.
///
/// A signature of more than a few minutes from the service's own time is refused, and a machine's clock may be wrong.
package struct ClockSkew: Sendable, Equatable {
    /// Less than this is within what services accept, and within what a slow answer explains.
    package static let tolerance: Duration = .seconds(240)
    /// What took longer than this says nothing about when it was dated.
    package static let longestExchange: Duration = .seconds(900)

    package private(set) var offset: Duration = .zero

    package init() {}

    /// The time to sign with.
    package func signingTime(at now: Instant) -> Instant { now + offset }

    /// Learns from an answer that was dated somewhere between `sent` and `received`; true where the offset changed.
    ///
    /// An answer that has an age comes out of a cache, and was dated when it went in.
    @discardableResult
    package mutating func observe(_ head: WebResponseHead, sent: Instant, received: Instant) -> Bool {
        let took = received - sent
        guard head.headers["Age"] == nil, took >= .zero, took <= Self.longestExchange else { return false }
        guard let text = head.headers["Date"], let date = Instant(lenientHTTPDate: text, now: received) else {
            return false
        }
        let measured = date - (sent + took / 2)
        let wanted = Self.matters(measured) ? measured : .zero
        // A difference of seconds between two answers is no news.
        guard Self.matters(wanted - offset) else { return false }
        offset = wanted
        return true
    }

    /// Whether what was signed by the earlier one would be signed otherwise now.
    func differs(from earlier: ClockSkew) -> Bool { Self.matters(offset - earlier.offset) }

    private static func matters(_ difference: Duration) -> Bool {
        difference > tolerance || difference < .zero - tolerance
    }
}
