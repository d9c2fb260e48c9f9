import Time

/// When something is to be done: `rate(5 minutes)`, `cron(0 10 ? * MON-FRI *)`, `at(2027-01-31T09:00:00)`.
struct ScheduleExpression: Sendable, Equatable {
    /// Rules know `rate` and `cron` and are particular about a unit's number; Scheduler knows `at` too, and is not.
    enum Dialect: Sendable {
        case rule, scheduler
    }

    private enum Kind: Sendable, Equatable {
        case rate(seconds: Int)
        case cron(CronExpression)
        /// Seconds of a clock on the wall of the zone.
        case at(Int)
    }

    private let kind: Kind
    private let zone: ZoneRules

    init(_ text: String, _ dialect: Dialect = .rule, zone: ZoneRules = .utc) throws(ServiceFault) {
        self.zone = zone
        let parts = text.split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].hasSuffix(")") else { throw .schedule }
        let words = parts[1].dropLast()
        switch (parts[0], dialect) {
        case ("rate", _): kind = .rate(seconds: try Self.period(words, dialect))
        case ("cron", _): kind = .cron(try CronExpression(words))
        case ("at", .scheduler): kind = .at(try Self.wallSeconds(words))
        case (_, _): throw .schedule
        }
    }

    /// Nil where it is never again; a rate goes on from the instant itself.
    func next(after instant: Instant) -> Instant? {
        switch kind {
        case .rate(let seconds): return instant + .seconds(seconds)
        case .cron(let cron): return cron.next(after: instant, in: zone)
        case .at(let seconds):
            guard let due = zone.instant(atWallSeconds: seconds), due > instant else { return nil }
            return due
        }
    }

    var isOnce: Bool { if case .at = kind { true } else { false } }

    /// Of a rate.
    var period: Duration? { if case .rate(let seconds) = kind { .seconds(seconds) } else { nil } }

    private static func period(_ words: Substring, _ dialect: Dialect) throws(ServiceFault) -> Int {
        let parts = words.split(separator: " ")
        // A year of minutes and more: nobody waits for longer here.
        guard parts.count == 2, let count = Int(parts[0]), (1...1_000_000).contains(count) else { throw .schedule }
        let seconds: Int
        switch parts[1] {
        case "minute", "minutes": seconds = 60
        case "hour", "hours": seconds = 3_600
        case "day", "days": seconds = 86_400
        case _: throw .schedule
        }
        if dialect == .rule, parts[1].hasSuffix("s") != (count > 1) { throw .schedule }
        return count * seconds
    }

    /// `2027-01-31T09:00:00`, with no zone of its own.
    private static func wallSeconds(_ words: Substring) throws(ServiceFault) -> Int {
        guard words.utf8.count == 19, let instant = Instant(rfc3339: "\(words)Z") else { throw .schedule }
        return Int(instant.secondsSinceEpoch)
    }
}

extension ServiceFault {
    static var schedule: ServiceFault {
        ServiceFault("ValidationException", "Parameter ScheduleExpression is not valid.")
    }
}
