extension Instant: CustomStringConvertible {
    package var description: String { rfc3339 }

    /// UTC with milliseconds, such as `2025-09-25T11:21:51.690Z`; what is finer is dropped.
    ///
    /// The length never varies, so the strings sort as the instants do.
    package var rfc3339: String {
        let time = civil
        var writer = DateWriter(capacity: 24)
        writer.number(time.date.year, digits: 4)
        writer.literal("-")
        writer.number(time.date.month, digits: 2)
        writer.literal("-")
        writer.number(time.date.day, digits: 2)
        writer.literal("T")
        writer.clock(time)
        writer.literal(".")
        writer.number(time.nanosecond / 1_000_000, digits: 3)
        writer.literal("Z")
        return writer.text
    }

    /// Reads the `date-time` of RFC 3339 5.6: any offset, a fraction of any length, `t` and `z` in either case.
    ///
    /// A fraction finer than a nanosecond is cut off there. A leap second is read as the second that follows it.
    /// A space in place of the `T` is not in the grammar and is refused, and so is an instant that is out of range.
    package init?(rfc3339 text: String) {
        var scanner = DateScanner(text)
        guard
            let year = scanner.number(digits: 4), scanner.skip("-"),
            let month = scanner.number(digits: 2), scanner.skip("-"),
            let day = scanner.number(digits: 2), scanner.skip("T") || scanner.skip("t"),
            let date = CivilDate(year: year, month: month, day: day),
            let clock = scanner.clock()
        else { return nil }

        var nanosecond = 0
        if scanner.skip(".") {
            guard let fraction = scanner.fraction() else { return nil }
            nanosecond = fraction
        }
        guard let offset = scanner.offset(), scanner.isAtEnd else { return nil }
        self.init(
            date: date,
            hour: clock.hour,
            minute: clock.minute,
            second: clock.second,
            nanosecond: nanosecond,
            offset: offset
        )
    }
}

extension DateScanner {
    /// Seconds ahead of UTC.
    fileprivate mutating func offset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let sign: Int
        if skip("+") {
            sign = 1
        } else if skip("-") {
            sign = -1
        } else {
            return nil
        }
        guard
            let hour = number(digits: 2), hour < 24, skip(":"),
            let minute = number(digits: 2), minute < 60
        else { return nil }
        return sign * (hour * 3600 + minute * 60)
    }
}
