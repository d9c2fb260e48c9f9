extension FixedWidthInteger {
    /// The integer that a double is, if it is one of 64 bits: 1e2 is 100, 1.5 is none.
    ///
    /// The standard library's `init(exactly:)` would do, but calls on libm, which this room would then have to link.
    init?(whole value: Double) {
        if value >= -0x1p63, value < 0x1p63 {
            let integer = Int64(value)
            guard Double(integer) == value else { return nil }
            self.init(exactly: integer)
        } else if value >= 0x1p63, value < 0x1p64 {
            self.init(exactly: UInt64(value))
        } else {
            return nil
        }
    }
}
