import Time

/// Lets through so many at once, and so many a second after that.
struct TokenBucket: Sendable {
    private let burst: Double
    private let rate: Double
    private var tokens: Double
    private var filled: Instant

    init(burst: Int, rate: Double, at now: Instant) {
        self.burst = Double(max(0, burst))
        self.rate = max(0, rate)
        tokens = self.burst
        filled = now
    }

    mutating func take(at now: Instant) -> Bool {
        if now > filled {
            tokens = min(burst, tokens + rate * ((now - filled) / .seconds(1)))
            filled = now
        }
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}
