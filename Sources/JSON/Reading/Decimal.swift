/// A number as it stands in a text: digits and a power of ten.
struct Decimal {
    let start: Int
    var isNegative = false
    /// Neither fraction nor exponent were written.
    var isWhole = true
    /// The power of ten of the last digit.
    var exponent = 0

    /// The digits as one number, while 64 bits hold it.
    private var digits: UInt64 = 0
    private var hasOverflowed = false
    /// How many digits there are from the first that is not zero.
    private var count = 0
    private var trailingZeros = 0

    /// The most decimal digits that a double tells apart.
    static let digitsOfDouble = 17

    init(start: Int) {
        self.start = start
    }

    var significantDigits: Int { count - trailingZeros }

    @inline(__always)
    mutating func add(_ digit: UInt8, isFraction: Bool) {
        if count < 19 {
            digits = digits &* 10 &+ UInt64(digit)
        } else {
            addCarefully(digit)
        }
        count &+= count == 0 && digit == 0 ? 0 : 1
        trailingZeros = digit == 0 ? trailingZeros &+ 1 : 0
        exponent &-= isFraction ? 1 : 0
    }

    /// The whole number if 64 bits hold it; negative zero is none, for only a double keeps its sign.
    var wholeNode: Node? {
        guard !hasOverflowed else { return nil }
        guard isNegative else {
            return Node(digits > UInt64(Int64.max) ? .unsigned : .integer, at: start, payload: digits)
        }
        guard digits > 0, digits <= UInt64(Int64.max) + 1 else { return nil }
        return Node(.integer, at: start, payload: 0 &- digits)
    }

    private mutating func addCarefully(_ digit: UInt8) {
        let (tens, overflow) = digits.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
        digits = sum
        hasOverflowed = hasOverflowed || overflow || carry
    }

    /// The double, where one exact operation on two exact doubles gives it (Clinger's quick path).
    var quickDouble: Double? {
        guard !hasOverflowed, digits <= 1 << 53, exponent >= -22, exponent <= 22 else { return nil }
        let magnitude =
            exponent < 0 ? Double(digits) / Self.powersOfTen[-exponent] : Double(digits) * Self.powersOfTen[exponent]
        return isNegative ? -magnitude : magnitude
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
}
