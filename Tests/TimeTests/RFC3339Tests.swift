import Testing
import Time

@Suite struct RFC3339Tests {
    /// The examples of RFC 3339 5.8, then the edges of its grammar.
    @Test(arguments: [
        ("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.520Z"),
        ("1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57.000Z"),
        ("1990-12-31T23:59:60Z", "1991-01-01T00:00:00.000Z"),
        ("1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00.000Z"),
        ("1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.870Z"),
        ("2025-09-25T11:21:51.690Z", "2025-09-25T11:21:51.690Z"),
        ("2025-09-25t11:21:51.690z", "2025-09-25T11:21:51.690Z"),
        ("2025-09-25T11:21:51Z", "2025-09-25T11:21:51.000Z"),
        ("2025-09-25T11:21:51.1234567890123456789Z", "2025-09-25T11:21:51.123Z"),
        ("2025-09-25T00:00:00-00:00", "2025-09-25T00:00:00.000Z"),
        ("2025-09-25T00:00:00+23:59", "2025-09-24T00:01:00.000Z"),
        ("2024-02-28T23:59:59-00:01", "2024-02-29T00:00:59.000Z"),
        ("2016-12-31T23:59:60.5Z", "2017-01-01T00:00:00.500Z"),
        ("2025-10-31T23:59:60Z", "2025-11-01T00:00:00.000Z"),
    ])
    func `a date and time of the grammar is read`(text: String, reads: String) throws {
        #expect(try #require(Instant(rfc3339: text)).rfc3339 == reads)
    }

    @Test(arguments: [
        "", "2025", "2025-09-25", "2025-09-25T11:21:51", "2025-09-25 11:21:51Z", "2025-09-25T11:21Z",
        "2025-09-25T11:21:51.Z", "2025-09-25T11:21:51,5Z", "2025-09-25T11:21:51+0200", "2025-09-25T11:21:51+02",
        "2025-09-25T11:21:51+24:00", "2025-09-25T11:21:51+02:60", "2025-09-25T11:21:51ZZ", "2025-09-25T11:21:51Z ",
        " 2025-09-25T11:21:51Z", "2025-9-25T11:21:51Z", "2025-13-25T11:21:51Z", "2025-02-29T11:21:51Z",
        "2025-09-25T24:00:00Z", "2025-09-25T11:60:51Z", "2025-09-25T11:21:61Z", "+025-09-25T11:21:51Z",
        "-025-09-25T11:21:51Z", "20250925T112151Z", "٢025-09-25T11:21:51Z", "2025-09-25T11:21:51Z\0",
        "2025-09-25T11:21:51−08:00", "2025-W39-4T11:21:51Z", "02025-09-25T11:21:51Z",
    ])
    func `anything else is refused`(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test(arguments: [
        "2016-12-30T23:59:60Z", "2016-12-31T22:59:60Z", "2016-12-31T23:58:60Z", "2016-12-31T23:59:60+01:00",
        "2025-02-27T23:59:60Z",
    ])
    func `a leap second that does not end a UTC month is refused`(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test(arguments: ["0000-01-01T00:00:00Z", "1677-09-21T00:12:43.145224191Z", "2262-04-11T23:47:16.854775808Z"])
    func `an instant out of range is refused`(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test func `the two ends of the range are read`() {
        #expect(Instant(rfc3339: "1677-09-21T00:12:43.145224192Z") == .distantPast)
        #expect(Instant(rfc3339: "2262-04-11T23:47:16.854775807Z") == .distantFuture)
    }

    @Test func `what is written is read back to the millisecond, over the whole range`() throws {
        let random = SeededRandom(seed: 2)
        for _ in 0..<20_000 {
            let milliseconds = Instant.random(from: random).millisecondsSinceEpoch
            let instant = Instant(millisecondsSinceEpoch: max(milliseconds, -9_223_372_036_854))
            #expect(Instant(rfc3339: instant.rfc3339) == instant)
            #expect(instant.rfc3339.utf8.count == 24)
        }
    }

    @Test func `texts sort as instants do`() {
        let random = SeededRandom(seed: 3)
        let instants = (0..<1_000).map { _ in Instant.random(from: random) }
        #expect(instants.sorted().map(\.rfc3339) == instants.map(\.rfc3339).sorted())
    }

    @Test func `no byte sequence traps the parsers`() {
        let random = SeededRandom(seed: 4)
        let alphabet = Array("0123456789-+:.TZtz ,GMSunov".utf8)
        var generator = random.generator
        for _ in 0..<20_000 {
            var bytes = Array("2016-12-31T23:59:60.5+00:00".utf8)
            for _ in 0..<3 {
                let index = bytes.indices.randomElement(using: &generator) ?? 0
                bytes[index] = alphabet.randomElement(using: &generator) ?? 0
            }
            let text = String(decoding: bytes.prefix(Int.random(in: 0...27, using: &generator)), as: UTF8.self)
            _ = Instant(rfc3339: text)
            _ = Instant(rfc1123: text)
            _ = Instant(basicISO8601: text)
            _ = Instant(lenientHTTPDate: text, now: .distantFuture)
            _ = UUID(text)
        }
    }
}
