extension BinaryInteger where Self: SignedInteger {
    /// Division that rounds towards the past, so that the remainder of a date before 1970 is never negative.
    ///
    /// The divisor must be positive.
    package func dividedDown(by divisor: Self) -> (quotient: Self, remainder: Self) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
