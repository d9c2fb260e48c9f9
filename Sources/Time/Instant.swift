/// A point in time, UTC, to the nanosecond.
///
/// It reaches from 1677-09-21T00:12:43.145Z to 2262-04-11T23:47:16.854Z, which is what 64 bits of nanoseconds hold.
/// Arithmetic saturates at both ends, so that no number that arrives from outside can trap.
package struct Instant: Sendable, Hashable {
    /// Nanoseconds since 1970-01-01T00:00:00Z, without leap seconds, as POSIX counts them.
    package let nanosecondsSinceEpoch: Int64

    package static let epoch = Instant(nanosecondsSinceEpoch: 0)
    package static let distantPast = Instant(nanosecondsSinceEpoch: .min)
    package static let distantFuture = Instant(nanosecondsSinceEpoch: .max)

    package init(nanosecondsSinceEpoch: Int64) {
        self.nanosecondsSinceEpoch = nanosecondsSinceEpoch
    }

    package init(millisecondsSinceEpoch: Int64) {
        self.init(saturating: Int128(millisecondsSinceEpoch) * 1_000_000)
    }

    package init(secondsSinceEpoch: Int64) {
        self.init(saturating: Int128(secondsSinceEpoch) * 1_000_000_000)
    }

    private init(saturating nanoseconds: Int128) {
        self.init(nanosecondsSinceEpoch: Int64(clamping: nanoseconds))
    }

    /// Rounded towards the past, so that an instant never reads as later than it is.
    package var millisecondsSinceEpoch: Int64 {
        nanosecondsSinceEpoch.dividedDown(by: 1_000_000).quotient
    }

    /// Rounded towards the past.
    package var secondsSinceEpoch: Int64 {
        nanosecondsSinceEpoch.dividedDown(by: 1_000_000_000).quotient
    }
}

extension Instant: Comparable {
    package static func < (left: Instant, right: Instant) -> Bool {
        left.nanosecondsSinceEpoch < right.nanosecondsSinceEpoch
    }
}

extension Instant {
    /// A part of the duration below a nanosecond is dropped.
    package static func + (instant: Instant, duration: Duration) -> Instant {
        Instant(saturating: Int128(instant.nanosecondsSinceEpoch) + duration.wholeNanoseconds)
    }

    /// A part of the duration below a nanosecond is dropped.
    package static func - (instant: Instant, duration: Duration) -> Instant {
        Instant(saturating: Int128(instant.nanosecondsSinceEpoch) - duration.wholeNanoseconds)
    }

    /// Exact over the whole range; negative where `later` is the earlier of the two.
    package static func - (later: Instant, earlier: Instant) -> Duration {
        let nanoseconds = Int128(later.nanosecondsSinceEpoch) - Int128(earlier.nanosecondsSinceEpoch)
        return Duration(attoseconds: nanoseconds * 1_000_000_000)
    }
}

extension Duration {
    fileprivate var wholeNanoseconds: Int128 { attoseconds / 1_000_000_000 }
}
