import Testing
import Time

@Suite struct InstantTests {
    @Test func `the epoch is zero`() {
        #expect(Instant.epoch.millisecondsSinceEpoch == 0)
        #expect(Instant.epoch.rfc3339 == "1970-01-01T00:00:00.000Z")
    }

    @Test func `parts of a millisecond before the epoch round towards the past`() {
        #expect(Instant(nanosecondsSinceEpoch: -1).millisecondsSinceEpoch == -1)
        #expect(Instant(nanosecondsSinceEpoch: -1).secondsSinceEpoch == -1)
        #expect(Instant(nanosecondsSinceEpoch: -1_000_000).millisecondsSinceEpoch == -1)
        #expect(Instant(nanosecondsSinceEpoch: -1).rfc3339 == "1969-12-31T23:59:59.999Z")
    }

    @Test func `milliseconds out of range saturate`() {
        #expect(Instant(millisecondsSinceEpoch: .max) == .distantFuture)
        #expect(Instant(millisecondsSinceEpoch: .min) == .distantPast)
        #expect(Instant(secondsSinceEpoch: .max) == .distantFuture)
    }

    @Test func `adding and subtracting saturate at both ends`() {
        let longest = Duration(attoseconds: .max)
        let shortest = Duration(attoseconds: .min)
        #expect(Instant.epoch + longest == .distantFuture)
        #expect(Instant.epoch + shortest == .distantPast)
        #expect(Instant.epoch - longest == .distantPast)
        #expect(Instant.epoch - shortest == .distantFuture)
        #expect(Instant.distantFuture + .nanoseconds(1) == .distantFuture)
        #expect(Instant.distantPast - .nanoseconds(1) == .distantPast)
    }

    @Test func `the difference of the two ends is exact`() {
        let whole = Instant.distantFuture - .distantPast
        #expect(whole == Duration(attoseconds: Int128(UInt64.max) * 1_000_000_000))
        #expect(Instant.distantPast - .distantFuture == .zero - whole)
    }

    @Test func `a difference added back gives the later instant`() {
        let random = SeededRandom(seed: 7)
        for _ in 0..<1_000 {
            let (one, other) = (Instant.random(from: random), Instant.random(from: random))
            #expect(one + (other - one) == other)
            #expect((one < other) == (other - one > .zero))
        }
    }

    @Test func `a part of a nanosecond is dropped in both directions`() {
        let almostTwo = Duration(attoseconds: 1_999_999_999)
        #expect((Instant.epoch + almostTwo).nanosecondsSinceEpoch == 1)
        #expect((Instant.epoch - almostTwo).nanosecondsSinceEpoch == -1)
    }
}
