extension Instant {
    /// The date of HTTP and of mail, such as `Sun, 06 Nov 1994 08:49:37 GMT`; what is finer than a second is dropped.
    package var rfc1123: String {
        let time = civil
        var writer = DateWriter(capacity: 29)
        writer.literal(weekdays[time.date.weekday])
        writer.literal(", ")
        writer.number(time.date.day, digits: 2)
        writer.literal(" ")
        writer.literal(months[time.date.month - 1])
        writer.literal(" ")
        writer.number(time.date.year, digits: 4)
        writer.literal(" ")
        writer.clock(time)
        writer.literal(" GMT")
        return writer.text
    }

    /// Reads IMF-fixdate (RFC 9110 5.6.7) and nothing else; the name of the day must be the date's.
    package init?(rfc1123 text: String) {
        self.init(fixed: text) { weekday, date in date.weekday == weekday }
    }

    /// Reads the three forms that RFC 9110 5.6.7 asks recipients to accept; the name of the day is not compared.
    ///
    /// Only for headers of others: what we write ourselves is read strictly.
    /// `now` settles the century of a year that has two digits: the latest that is not more than 50 years ahead.
    package init?(lenientHTTPDate text: String, now: Instant) {
        let instant = Instant(fixed: text) { _, _ in true } ?? Instant(rfc850: text, now: now) ?? Instant(asctime: text)
        guard let instant else { return nil }
        self = instant
    }

    private init?(fixed text: String, where agrees: (_ weekday: Int, CivilDate) -> Bool) {
        var scanner = DateScanner(text)
        guard
            let weekday = scanner.name(of: weekdays), scanner.skip(", "),
            let day = scanner.number(digits: 2), scanner.skip(" "),
            let month = scanner.name(of: months), scanner.skip(" "),
            let year = scanner.number(digits: 4), scanner.skip(" "),
            let clock = scanner.clock(), scanner.skip(" GMT"), scanner.isAtEnd,
            let date = CivilDate(year: year, month: month + 1, day: day), agrees(weekday, date)
        else { return nil }
        self.init(date: date, hour: clock.hour, minute: clock.minute, second: clock.second)
    }

    /// The form of RFC 850, such as `Sunday, 06-Nov-94 08:49:37 GMT`.
    private init?(rfc850 text: String, now: Instant) {
        var scanner = DateScanner(text)
        guard
            scanner.name(of: longWeekdays) != nil, scanner.skip(", "),
            let day = scanner.number(digits: 2), scanner.skip("-"),
            let month = scanner.name(of: months), scanner.skip("-"),
            let twoDigits = scanner.number(digits: 2), scanner.skip(" "),
            let clock = scanner.clock(), scanner.skip(" GMT"), scanner.isAtEnd
        else { return nil }
        let latest = now.civil.date.year + 50
        let year = latest - (latest - twoDigits) % 100
        guard let date = CivilDate(year: year, month: month + 1, day: day) else { return nil }
        self.init(date: date, hour: clock.hour, minute: clock.minute, second: clock.second)
    }

    /// The form of the C library's asctime, such as `Sun Nov  6 08:49:37 1994`.
    private init?(asctime text: String) {
        var scanner = DateScanner(text)
        guard
            scanner.name(of: weekdays) != nil, scanner.skip(" "),
            let month = scanner.name(of: months), scanner.skip(" "),
            let day = scanner.skip(" ") ? scanner.number(digits: 1) : scanner.number(digits: 2), scanner.skip(" "),
            let clock = scanner.clock(), scanner.skip(" "),
            let year = scanner.number(digits: 4), scanner.isAtEnd,
            let date = CivilDate(year: year, month: month + 1, day: day)
        else { return nil }
        self.init(date: date, hour: clock.hour, minute: clock.minute, second: clock.second)
    }
}

private let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
private let longWeekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
private let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
