import Time

/// Six fields: minutes, hours, days of the month, months, days of the week, years.
struct CronExpression: Sendable, Equatable {
    private let minutes: [Int]
    private let hours: [Int]
    private let months: [Int]
    private let years: [Int]
    /// One of them is enough.
    private let days: [DayTest]

    init(_ text: Substring) throws(ServiceFault) {
        let fields = text.split(separator: " ").map { String($0).uppercased() }
        guard fields.count == 6 else { throw .schedule }
        minutes = try CronField.minutes.values(of: fields[0])
        hours = try CronField.hours.values(of: fields[1])
        months = try CronField.months.values(of: fields[3])
        years = try CronField.years.values(of: fields[5])
        // One of the two says when, the other that it does not.
        guard (fields[2] == "?") != (fields[4] == "?") else { throw .schedule }
        days = fields[4] == "?" ? try DayTest.ofMonth(fields[2]) : try DayTest.ofWeek(fields[4])
    }

    /// The first instant behind this one; nil where no year that CloudWatch knows has one.
    func next(after instant: Instant, in zone: ZoneRules = .utc) -> Instant? {
        let start = zone.wallSeconds(at: instant)
        let first = CivilDate(daysSinceEpoch: start.dividedDown(by: 86_400).quotient)
        for year in years where year >= first.year {
            for month in months where year > first.year || month >= first.month {
                let today = year == first.year && month == first.month ? first.day : 1
                for day in today...31 {
                    guard let date = CivilDate(year: year, month: month, day: day) else { break }
                    guard days.contains(where: { $0.holds(on: date) }) else { continue }
                    if let due = firstTime(of: date, after: instant, in: zone) { return due }
                }
            }
        }
        return nil
    }

    /// A time that the clocks jump over is none of the day's.
    private func firstTime(of date: CivilDate, after instant: Instant, in zone: ZoneRules) -> Instant? {
        for hour in hours {
            for minute in minutes {
                let seconds = date.daysSinceEpoch * 86_400 + hour * 3_600 + minute * 60
                if let due = zone.instant(atWallSeconds: seconds), due > instant { return due }
            }
        }
        return nil
    }
}

extension CronExpression {
    /// Which days are meant.
    fileprivate enum DayTest: Sendable, Equatable {
        case ofMonth([Int])
        case lastOfMonth
        /// The working day that is nearest to this one and in the same month.
        case nearestWorkday(to: Int)
        /// Days of the week, from 1, Sunday.
        case ofWeek([Int])
        case lastOfWeekday(Int)
        case weekday(Int, nth: Int)

        static func ofMonth(_ field: String) throws(ServiceFault) -> [DayTest] {
            var tests: [DayTest] = []
            for part in field.split(separator: ",", omittingEmptySubsequences: false) {
                if part == "L" {
                    tests.append(.lastOfMonth)
                } else if part.hasSuffix("W") {
                    guard let day = Int(part.dropLast()), (1...31).contains(day) else { throw .schedule }
                    tests.append(.nearestWorkday(to: day))
                } else {
                    tests.append(.ofMonth(try CronField.daysOfMonth.values(of: String(part))))
                }
            }
            return tests
        }

        static func ofWeek(_ field: String) throws(ServiceFault) -> [DayTest] {
            var tests: [DayTest] = []
            for part in field.split(separator: ",", omittingEmptySubsequences: false) {
                let halves = part.split(separator: "#", omittingEmptySubsequences: false)
                if part == "L" {
                    tests.append(.ofWeek([7]))
                } else if part.hasSuffix("L") {
                    tests.append(.lastOfWeekday(try CronField.daysOfWeek.value(of: part.dropLast())))
                } else if halves.count == 2 {
                    guard let nth = Int(halves[1]), (1...5).contains(nth) else { throw .schedule }
                    tests.append(.weekday(try CronField.daysOfWeek.value(of: halves[0]), nth: nth))
                } else {
                    tests.append(.ofWeek(try CronField.daysOfWeek.values(of: String(part))))
                }
            }
            return tests
        }

        func holds(on date: CivilDate) -> Bool {
            let weekday = date.weekday + 1
            return switch self {
            case .ofMonth(let days): days.contains(date.day)
            case .lastOfMonth: date.isLast
            case .nearestWorkday(let day): date.day == Self.workday(nearestTo: day, in: date)
            case .ofWeek(let days): days.contains(weekday)
            case .lastOfWeekday(let day): weekday == day && !date.isFollowed(by: 7)
            case .weekday(let day, let nth): weekday == day && (date.day - 1) / 7 + 1 == nth
            }
        }

        private static func workday(nearestTo day: Int, in month: CivilDate) -> Int? {
            guard let date = CivilDate(year: month.year, month: month.month, day: day) else { return nil }
            return switch date.weekday {
            case 0: date.isLast ? day - 2 : day + 1
            case 6: day == 1 ? 3 : day - 1
            case _: day
            }
        }
    }
}

extension CivilDate {
    fileprivate func isFollowed(by days: Int) -> Bool {
        CivilDate(year: year, month: month, day: day + days) != nil
    }

    fileprivate var isLast: Bool { !isFollowed(by: 1) }
}
