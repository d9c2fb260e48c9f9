import Glibc
import SwiftOverlayShims
import Testing
import Time

@Suite struct CivilTests {
    @Test func `every day of the range is what the C library makes of it`() {
        let first = Instant.distantPast.civil.date.daysSinceEpoch + 1
        let last = Instant.distantFuture.civil.date.daysSinceEpoch
        #expect(last - first > 213_000)
        var wrong: [Int] = []
        for day in first...last {
            let date = CivilDate(daysSinceEpoch: day)
            let oracle = brokenDown(seconds: day * 86_400)
            let same =
                date.year == Int(oracle.tm_year) + 1900 && date.month == Int(oracle.tm_mon) + 1
                && date.day == Int(oracle.tm_mday) && date.weekday == Int(oracle.tm_wday)
            if !same || date.daysSinceEpoch != day { wrong.append(day) }
        }
        #expect(wrong == [])
    }

    @Test func `random instants break down as the C library breaks them down`() {
        let random = SeededRandom(seed: 1)
        for _ in 0..<20_000 {
            let instant = Instant.random(from: random)
            let time = instant.civil
            var oracle = brokenDown(seconds: Int(instant.secondsSinceEpoch))
            #expect(
                [time.hour, time.minute, time.second] == [oracle.tm_hour, oracle.tm_min, oracle.tm_sec].map(Int.init)
            )
            #expect((0..<1_000_000_000).contains(time.nanosecond))
            #expect(timegm(&oracle) == Int(instant.secondsSinceEpoch))
        }
    }

    @Test(arguments: [
        (1700, 2, 29, false), (1900, 2, 29, false), (2000, 2, 29, true), (2100, 2, 29, false), (2024, 2, 29, true),
        (2023, 2, 29, false), (2023, 4, 31, false), (2023, 12, 31, true), (2023, 13, 1, false), (2023, 0, 1, false),
        (2023, 1, 0, false), (2023, 1, 32, false), (0, 2, 29, true),
    ])
    func `a date exists only where the calendar has it`(year: Int, month: Int, day: Int, exists: Bool) {
        #expect((CivilDate(year: year, month: month, day: day) != nil) == exists)
    }

    @Test func `days far outside the range count without a gap`() {
        for day in stride(from: -1_000_000, through: 3_000_000, by: 997) {
            #expect(CivilDate(daysSinceEpoch: day).daysSinceEpoch == day)
        }
    }

    private func brokenDown(seconds: Int) -> tm {
        var seconds = seconds
        var parts = tm()
        gmtime_r(&seconds, &parts)
        return parts
    }
}
