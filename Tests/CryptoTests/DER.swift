/// DER as the tests write it, without a line of what they test.
enum DER {
    static func signature(_ r: [UInt8], _ s: [UInt8]) -> [UInt8] {
        let body = integer(r) + integer(s)
        return [0x30, UInt8(body.count)] + body
    }

    static func integer(_ number: [UInt8]) -> [UInt8] {
        var digits = Array(number.drop { $0 == 0 })
        if digits.isEmpty || digits[0] >= 0x80 { digits.insert(0, at: 0) }
        return [0x02, UInt8(digits.count)] + digits
    }

    /// Numbers of the same length, the first one not below the second.
    static func difference(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
        var borrow = 0
        let digits = zip(first, second).reversed().map { left, right in
            let difference = Int(left) - Int(right) - borrow
            borrow = difference < 0 ? 1 : 0
            return UInt8(truncatingIfNeeded: difference)
        }
        return digits.reversed()
    }
}
