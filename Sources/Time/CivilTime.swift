/// A day and the time of that day, UTC, as the written forms spell it.
package struct CivilTime: Sendable, Hashable {
    package let date: CivilDate
    package let hour: Int
    package let minute: Int
    package let second: Int
    package let nanosecond: Int

    package init(_ instant: Instant) {
        let (days, nanoseconds) = instant.nanosecondsSinceEpoch.dividedDown(by: 86_400_000_000_000)
        let (seconds, fraction) = Int(nanoseconds).quotientAndRemainder(dividingBy: 1_000_000_000)
        date = CivilDate(daysSinceEpoch: Int(days))
        hour = seconds / 3600
        minute = seconds / 60 % 60
        second = seconds % 60
        nanosecond = fraction
    }
}

extension Instant {
    package var civil: CivilTime { CivilTime(self) }

    /// The instant of a date and a clock reading that is `offset` seconds ahead of UTC.
    ///
    /// Nil where a part is out of its range or the instant out of ours.
    /// A leap second (`second` is 60) is read as the second that follows it, for POSIX time has none.
    /// It is accepted at the end of any UTC month, because RFC 3339 5.7 puts leap seconds there, and nowhere else.
    init?(date: CivilDate, hour: Int, minute: Int, second: Int, nanosecond: Int = 0, offset: Int = 0) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second) else { return nil }
        let seconds = date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second - offset
        if second == 60 {
            let (day, timeOfDay) = (seconds - 1).dividedDown(by: 86_400)
            guard timeOfDay == 86_399, CivilDate(daysSinceEpoch: day).isLastOfMonth else { return nil }
        }
        guard let nanoseconds = Int64(exactly: Int128(seconds) * 1_000_000_000 + Int128(nanosecond)) else {
            return nil
        }
        self.init(nanosecondsSinceEpoch: nanoseconds)
    }
}
