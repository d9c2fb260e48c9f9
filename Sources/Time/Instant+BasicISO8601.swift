extension Instant {
    /// The form that AWS signs, such as `20130524T000000Z`; what is finer than a second is dropped.
    package var basicISO8601: String {
        let time = civil
        var writer = DateWriter(capacity: 16)
        writer.number(time.date.year, digits: 4)
        writer.number(time.date.month, digits: 2)
        writer.number(time.date.day, digits: 2)
        writer.literal("T")
        writer.number(time.hour, digits: 2)
        writer.number(time.minute, digits: 2)
        writer.number(time.second, digits: 2)
        writer.literal("Z")
        return writer.text
    }

    /// Reads exactly what `basicISO8601` writes.
    package init?(basicISO8601 text: String) {
        var scanner = DateScanner(text)
        guard
            let year = scanner.number(digits: 4),
            let month = scanner.number(digits: 2),
            let day = scanner.number(digits: 2), scanner.skip("T"),
            let hour = scanner.number(digits: 2),
            let minute = scanner.number(digits: 2),
            let second = scanner.number(digits: 2), scanner.skip("Z"), scanner.isAtEnd,
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        self.init(date: date, hour: hour, minute: minute, second: second)
    }
}
