import Time

/// Numbers that rise, within a life and from one life to the next: they are taken from the clock.
struct RisingNumbers: Sendable {
    private var last: Int64 = 0

    mutating func next(at now: Instant) -> Int64 {
        last = max(last + 1, now.nanosecondsSinceEpoch / 1_000)
        return last
    }

    /// One that was drawn in an earlier life.
    mutating func know(_ number: Int64) {
        last = max(last, number)
    }

    /// What a number is to the clients of FIFO queues and topics: twenty digits.
    static func sequenceNumber(_ number: Int64) -> String {
        let digits = String(number)
        return "1" + String(repeating: "0", count: 19 - digits.count) + digits
    }
}
