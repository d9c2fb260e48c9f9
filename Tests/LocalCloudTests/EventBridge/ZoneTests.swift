import Files
import Testing
import Time

@testable import LocalCloud

struct ZoneTests {
    private static let berlin = "CET-1CEST,M3.5.0,M10.5.0/3"
    private static let newYork = "EST5EDT,M3.2.0,M11.1.0"
    private static let lordHowe = "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"
    private static let sydney = "AEST-10AEDT,M10.1.0,M4.1.0/3"

    private func zone(_ text: String) throws -> ZoneRules {
        let tail: PosixZone = try #require(PosixZone(text))
        return ZoneRules(first: 0, tail: tail)
    }

    private func seconds(_ text: String) throws -> Int {
        Int(try #require(Instant(rfc3339: text)).secondsSinceEpoch)
    }

    @Test(arguments: [
        (berlin, "2027-03-28T00:59:59Z", 3_600), (berlin, "2027-03-28T01:00:00Z", 7_200),
        (berlin, "2027-10-31T00:59:59Z", 7_200), (berlin, "2027-10-31T01:00:00Z", 3_600),
        (newYork, "2027-03-14T06:59:59Z", -18_000), (newYork, "2027-03-14T07:00:00Z", -14_400),
        (newYork, "2027-11-07T05:59:59Z", -14_400), (newYork, "2027-11-07T06:00:00Z", -18_000),
        (sydney, "2027-01-01T00:00:00Z", 39_600), (sydney, "2027-07-01T00:00:00Z", 36_000),
        (sydney, "2026-12-31T23:30:00Z", 39_600), (lordHowe, "2027-07-01T00:00:00Z", 37_800),
        ("JST-9", "2027-07-01T00:00:00Z", 32_400), ("<-03>3", "2027-07-01T00:00:00Z", -10_800),
        // Days by their number in the year, with and without a leap day.
        ("AAA0BBB,J60,J300", "2028-03-01T02:00:00Z", 3_600), ("AAA0BBB,J60,J300", "2028-02-29T23:00:00Z", 0),
        ("AAA0BBB,59,300", "2028-02-29T02:00:00Z", 3_600),
    ])
    func `a zone in POSIX's words is ahead by so much`(text: String, at: String, offset: Int) throws {
        #expect(try zone(text).offset(at: try seconds(at)) == offset)
    }

    @Test(arguments: ["", "C", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "<CET-1", "CET-1 "])
    func `what is no zone in POSIX's words is refused`(text: String) {
        #expect(PosixZone(text) == nil)
    }

    @Test(arguments: [
        // The clocks jump from 2 to 3, so 2:30 is on no clock that day; and it comes once where they show it twice.
        ("cron(30 2 * * ? *)", "2027-03-27T12:00:00Z", "2027-03-29T00:30:00Z"),
        ("cron(30 2 * * ? *)", "2027-10-30T12:00:00Z", "2027-10-31T00:30:00Z"),
        ("cron(30 2 * * ? *)", "2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z"),
        ("cron(0 9 * * ? *)", "2027-03-27T12:00:00Z", "2027-03-28T07:00:00Z"),
        ("cron(0 0 1 * ? *)", "2027-05-31T12:00:00Z", "2027-05-31T22:00:00Z"),
        ("at(2027-07-01T12:00:00)", "2027-01-01T00:00:00Z", "2027-07-01T10:00:00Z"),
    ])
    func `a schedule goes by the clocks of its zone`(text: String, after: String, next: String) throws {
        let expression = try ScheduleExpression(text, .scheduler, zone: try zone(Self.berlin))
        let due = expression.next(after: try #require(Instant(rfc3339: after)))
        #expect(due == Instant(rfc3339: next), "\(String(describing: due))")
    }

    @Test func `an instant that the clocks jump over never comes`() throws {
        let zone = try zone(Self.berlin)
        let expression = try ScheduleExpression("at(2027-03-28T02:30:00)", .scheduler, zone: zone)
        #expect(expression.next(after: try #require(Instant(rfc3339: "2027-01-01T00:00:00Z"))) == nil)
    }

    @Test func `a file of the database is read as it is written`() throws {
        let bytes = Self.file(times: [0, 1_000], kinds: [1, 0], offsets: [3_600, 7_200], tail: "AAA-1")
        let zone = try #require(ZoneRules(tzif: bytes))
        #expect([-1, 0, 999, 1_000, 5_000].map(zone.offset) == [3_600, 7_200, 7_200, 3_600, 3_600])
        #expect(ZoneRules(tzif: Self.file(times: [], kinds: [], offsets: [0], tail: ""))?.offset(at: 5) == 0)
    }

    @Test func `a file that is cut off or wrong anywhere is refused, and nothing worse`() {
        let bytes = Self.file(times: [0, 1_000], kinds: [1, 0], offsets: [3_600, 7_200], tail: "AAA-1")
        let zone = ZoneRules(tzif: bytes)
        for count in 0..<(bytes.count - 7) { #expect(ZoneRules(tzif: Array(bytes.prefix(count))) == nil) }
        for place in bytes.indices {
            var other = bytes
            other[place] = 0xFF
            // Whatever it says then, it says it without a trap.
            if ZoneRules(tzif: other) == zone { continue }
        }
        #expect(ZoneRules(tzif: Self.file(times: [0], kinds: [7], offsets: [0], tail: "")) == nil)
        #expect(ZoneRules(tzif: Self.file(times: [], kinds: [], offsets: [0], tail: "nonsense!")) == nil)
    }

    @Test(
        .enabled(if: ZoneTests.hasDatabase, "this machine has no tz database"),
        arguments: [
            ("Europe/Berlin", "2027-07-01T00:00:00Z", 7_200), ("America/New_York", "2050-01-15T12:00:00Z", -18_000),
            ("Asia/Kolkata", "2027-01-01T00:00:00Z", 19_800), ("Europe/Berlin", "1980-07-01T00:00:00Z", 7_200),
            ("UTC", "2027-01-01T00:00:00Z", 0),
        ]
    )
    func `the zones of this machine are known`(name: String, at: String, offset: Int) throws {
        #expect(try ZoneRules(named: name).offset(at: try seconds(at)) == offset)
    }

    @Test(arguments: ["Nowhere/Land", "../../etc/passwd", "/etc/passwd", "", "a b"])
    func `a zone that is not there is refused`(name: String) {
        #expect(throws: ServiceFault.self) { try ZoneRules(named: name) }
    }

    static let hasDatabase = ((try? SystemFiles().read("/usr/share/zoneinfo/Europe/Berlin")) ?? nil) != nil

    /// The older half holds nothing.
    private static func file(times: [Int64], kinds: [UInt8], offsets: [Int32], tail: String) -> [UInt8] {
        func head(_ counts: [Int]) -> [UInt8] {
            Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15) + counts.flatMap { big(Int32($0)) }
        }
        func big<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
            (0..<(Number.bitWidth / 8)).reversed().map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
        }
        let body = times.flatMap { big($0) } + kinds + offsets.flatMap { big($0) + [0, 0] } + [65, 0]
        return head([0, 0, 0, 0, 0, 0]) + head([0, 0, 0, times.count, offsets.count, 2]) + body
            + Array("\n\(tail)\n".utf8)
    }
}
