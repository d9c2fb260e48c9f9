/// How many bits of news a byte brings, from 0 to 8: what is compressed or encrypted is near 8.
enum Entropy {
    static func bits(of bytes: Bytes) -> Double? {
        guard !bytes.isEmpty else { return nil }
        var counts = [Int](repeating: 0, count: 256)
        for byte in bytes { counts[Int(byte)] += 1 }
        let total = Double(bytes.count)
        let weighted = counts.reduce(0.0) { sum, count in
            count == 0 ? sum : sum + Double(count) * logarithm(Double(count))
        }
        return max(0, logarithm(total) - weighted / total)
    }

    /// To the base of two, of what is at least one: the standard library has none without the C library.
    private static func logarithm(_ value: Double) -> Double {
        // ln(m) = 2 artanh((m - 1) / (m + 1)) for a significand of one to two, where z is a third at the most.
        let z = (value.significand - 1) / (value.significand + 1)
        var power = z
        var sum = 0.0
        for odd in stride(from: 1.0, through: 31, by: 2) {
            sum += power / odd
            power *= z * z
        }
        return Double(value.exponent) + 2 * sum * 1.4426950408889634
    }
}
