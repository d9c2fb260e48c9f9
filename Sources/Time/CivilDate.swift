/// A day of the Gregorian calendar, extended to before its introduction as RFC 3339 and POSIX do.
package struct CivilDate: Sendable, Hashable {
    package let year: Int
    /// From 1.
    package let month: Int
    /// From 1.
    package let day: Int

    /// Nil where the calendar has no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= CivilDate.days(inMonth: month, of: year) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    package init(daysSinceEpoch: Int) {
        let cycle = (daysSinceEpoch + CivilDate.epoch).dividedDown(by: CivilDate.daysIn400Years)
        var rest = cycle.remainder
        // The last century and the last year of their spans are a day longer; its own first day is not a next one.
        let century = min(rest / 36_524, 3)
        rest -= century * 36_524
        let leapSpan = rest / 1_461
        rest -= leapSpan * 1_461
        let yearOfSpan = min(rest / 365, 3)
        rest -= yearOfSpan * 365

        year = cycle.quotient * 400 + century * 100 + leapSpan * 4 + yearOfSpan + 1
        var month = 1
        while rest >= CivilDate.days(inMonth: month, of: year) {
            rest -= CivilDate.days(inMonth: month, of: year)
            month += 1
        }
        self.month = month
        day = rest + 1
    }

    package var daysSinceEpoch: Int {
        let (cycles, years) = (year - 1).dividedDown(by: 400)
        let beforeYear = cycles * CivilDate.daysIn400Years + years * 365 + years / 4 - years / 100
        let leapDay = month > 2 && CivilDate.isLeap(year) ? 1 : 0
        return beforeYear + CivilDate.daysBeforeMonth[month - 1] + leapDay + day - 1 - CivilDate.epoch
    }

    /// From 0, Sunday, to 6, Saturday.
    package var weekday: Int {
        // The first of January 1970 was a Thursday.
        (daysSinceEpoch + 4).dividedDown(by: 7).remainder
    }

    var isLastOfMonth: Bool { day == CivilDate.days(inMonth: month, of: year) }
}

extension CivilDate {
    /// The days from 0001-01-01 to 1970-01-01.
    private static let epoch = 719_162
    private static let daysIn400Years = 146_097
    private static let daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
