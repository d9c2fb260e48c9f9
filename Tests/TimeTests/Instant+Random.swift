import Time

extension Instant {
    /// Anywhere in the whole range, evenly.
    static func random(from random: some RandomSource) -> Instant {
        Instant(nanosecondsSinceEpoch: Int64(bitPattern: random.next()))
    }
}
