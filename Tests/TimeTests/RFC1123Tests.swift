import Testing
import Time

@Suite struct RFC1123Tests {
    /// The example of RFC 9110 5.6.7.
    private let example = Instant(secondsSinceEpoch: 784_111_777)
    private let now = Instant(rfc3339: "2025-09-25T11:21:51Z") ?? .epoch

    @Test func `the standard's example is written and read`() {
        #expect(example.rfc1123 == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(Instant(rfc1123: "Sun, 06 Nov 1994 08:49:37 GMT") == example)
    }

    @Test(arguments: [
        "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Mon, 06 Nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 +0000",
        "sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "Sun 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun, 06 Nov 94 08:49:37 GMT", "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sunn, 06 Nov 1994 08:49:37 GMT", "", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
    ])
    func `the strict form admits nothing else`(text: String) {
        #expect(Instant(rfc1123: text) == nil)
    }

    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Mon, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994", "Sun Nov 06 08:49:37 1994",
    ])
    func `the lenient form reads what recipients must`(text: String) {
        #expect(Instant(lenientHTTPDate: text, now: now) == example)
    }

    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37", "Sun Nov  6 08:49:37 94", "Sun, 06-Nov-94 08:49:37 GMT", "784111777",
        "Sunday, 06-Nov-1994 08:49:37 GMT", "Sunday, 31-Feb-94 08:49:37 GMT",
    ])
    func `the lenient form refuses what is no HTTP date`(text: String) {
        #expect(Instant(lenientHTTPDate: text, now: now) == nil)
    }

    @Test(arguments: [("75", 2075), ("76", 1976), ("25", 2025), ("00", 2000), ("99", 1999)])
    func `two digits mean the latest year that is not more than 50 ahead`(digits: String, year: Int) {
        let instant = Instant(lenientHTTPDate: "Monday, 01-Jun-\(digits) 00:00:00 GMT", now: now)
        #expect(instant?.civil.date.year == year)
    }

    @Test func `what is written is read back to the second, over the whole range`() {
        let random = SeededRandom(seed: 5)
        for _ in 0..<20_000 {
            let seconds = max(Instant.random(from: random).secondsSinceEpoch, -9_223_372_036)
            let instant = Instant(secondsSinceEpoch: seconds)
            #expect(Instant(rfc1123: instant.rfc1123) == instant)
            #expect(Instant(lenientHTTPDate: instant.rfc1123, now: now) == instant)
            #expect(Instant(basicISO8601: instant.basicISO8601) == instant)
        }
    }

    @Test func `the form that AWS signs is written and read`() {
        let instant = Instant(rfc3339: "2013-05-24T00:00:00Z")
        #expect(instant?.basicISO8601 == "20130524T000000Z")
        #expect(Instant(basicISO8601: "20130524T000000Z") == instant)
    }

    @Test(arguments: ["20130524T000000", "20130524T000000z", "2013-05-24T00:00:00Z", "20130532T000000Z", ""])
    func `the form that AWS signs admits nothing else`(text: String) {
        #expect(Instant(basicISO8601: text) == nil)
    }
}
