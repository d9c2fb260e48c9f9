import Time

/// A zone in POSIX's words, which say what holds for ever: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct PosixZone: Sendable, Equatable {
    /// Seconds ahead of UTC.
    private let standard: Int
    private let summer: Summer?

    fileprivate struct Summer: Sendable, Equatable {
        let offset: Int
        let begin: Change
        let end: Change
    }

    fileprivate struct Change: Sendable, Equatable {
        enum Day: Sendable, Equatable {
            /// From 1; the 29th of February is not counted.
            case ofYear(Int)
            /// From 0; it is.
            case ofLeapYear(Int)
            /// The last where the week is 5.
            case ofMonth(Int, week: Int, weekday: Int)
        }

        let day: Day
        /// Seconds of the clock on the wall; may be on another day.
        let time: Int
    }

    init?(_ text: String) {
        var scanner = PosixScanner(text)
        guard scanner.skipName(), let standard = scanner.offset() else { return nil }
        self.standard = -standard
        guard !scanner.isAtEnd else {
            summer = nil
            return
        }
        guard scanner.skipName() else { return nil }
        var offset = self.standard + 3_600
        if !scanner.isAt(",") {
            guard let written = scanner.offset() else { return nil }
            offset = -written
        }
        guard let begin = Self.change(&scanner), let end = Self.change(&scanner), scanner.isAtEnd else { return nil }
        summer = Summer(offset: offset, begin: begin, end: end)
    }

    func offset(at seconds: Int) -> Int {
        guard let summer else { return standard }
        let year = CivilDate(daysSinceEpoch: (seconds + standard).dividedDown(by: 86_400).quotient).year
        let begin = summer.begin.wallSeconds(in: year) - standard
        let end = summer.end.wallSeconds(in: year) - summer.offset
        // South of the equator the summer goes over the new year.
        let isSummer = begin < end ? (begin..<end).contains(seconds) : !(end..<begin).contains(seconds)
        return isSummer ? summer.offset : standard
    }

    private static func change(_ scanner: inout PosixScanner) -> Change? {
        guard scanner.skip(",") else { return nil }
        let day: Change.Day
        if scanner.skip("M") {
            guard let month = scanner.number(1...12), scanner.skip("."), let week = scanner.number(1...5),
                scanner.skip("."), let weekday = scanner.number(0...6)
            else { return nil }
            day = .ofMonth(month, week: week, weekday: weekday)
        } else if scanner.skip("J") {
            guard let number = scanner.number(1...365) else { return nil }
            day = .ofYear(number)
        } else {
            guard let number = scanner.number(0...365) else { return nil }
            day = .ofLeapYear(number)
        }
        guard scanner.skip("/") else { return Change(day: day, time: 7_200) }
        guard let time = scanner.offset() else { return nil }
        return Change(day: day, time: time)
    }
}

extension PosixZone.Change {
    fileprivate func wallSeconds(in year: Int) -> Int {
        let newYear = Self.days(year, 1, 1)
        let days: Int
        switch day {
        case .ofLeapYear(let number): days = newYear + number
        case .ofYear(let number):
            let isLeap = CivilDate(year: year, month: 2, day: 29) != nil
            days = newYear + number - 1 + (isLeap && number >= 60 ? 1 : 0)
        case .ofMonth(let month, let week, let weekday):
            let first = Self.days(year, month, 1)
            let next = month == 12 ? Self.days(year + 1, 1, 1) : Self.days(year, month + 1, 1)
            let shift = (weekday - CivilDate(daysSinceEpoch: first).weekday + 7) % 7
            let found = first + shift + (week - 1) * 7
            days = found < next ? found : found - 7
        }
        return days * 86_400 + time
    }

    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        CivilDate(year: year, month: month, day: day)?.daysSinceEpoch ?? 0
    }
}

/// Goes through such a text.
private struct PosixScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    func isAt(_ character: Unicode.Scalar) -> Bool { rest.first == UInt8(ascii: character) }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard isAt(character) else { return false }
        rest.removeFirst()
        return true
    }

    /// `CET`, or `<+03>`.
    mutating func skipName() -> Bool {
        if skip("<") {
            while let byte = rest.popFirst() { if byte == UInt8(ascii: ">") { return true } }
            return false
        }
        let letters = rest.prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
        rest = rest.dropFirst(letters.count)
        return letters.count >= 3
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { (0x30...0x39).contains($0) }.prefix(3)
        guard !digits.isEmpty else { return nil }
        rest = rest.dropFirst(digits.count)
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return range.contains(number) ? number : nil
    }

    /// Seconds, of hours with minutes and seconds where they are written.
    mutating func offset() -> Int? {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        guard var seconds = number(0...167).map({ $0 * 3_600 }) else { return nil }
        for unit in [60, 1] where skip(":") {
            guard let number = number(0...59) else { return nil }
            seconds += number * unit
        }
        return isNegative ? -seconds : seconds
    }
}
