/// A number as DynamoDB keeps it: up to 38 significant digits, from 1e-130 to 9.9…e125.
struct DecimalNumber: Hashable, Sendable {
    private let isNegative: Bool
    /// Without zeros at either end, the first digit first; none for nought.
    private let digits: [UInt8]
    /// Of the first digit: the value is 0.d₁d₂… × 10^exponent.
    private let exponent: Int

    static let mostDigits = 38

    static let zero = DecimalNumber(isNegative: false, digits: [], exponent: 0)

    private init(isNegative: Bool, digits: [UInt8], exponent: Int) {
        self.isNegative = isNegative
        self.digits = digits
        self.exponent = exponent
    }

    /// Takes away the zeros at both ends; nought has neither sign nor exponent.
    private init(normalizing digits: some Collection<UInt8>, exponent: Int, isNegative: Bool) {
        var digits = ArraySlice(digits)
        var exponent = exponent
        while digits.first == 0 {
            digits = digits.dropFirst()
            exponent -= 1
        }
        while digits.last == 0 { digits = digits.dropLast() }
        let isZero = digits.isEmpty
        self.init(isNegative: isNegative && !isZero, digits: Array(digits), exponent: isZero ? 0 : exponent)
    }
}

/// Why a text or a sum is no number of DynamoDB's.
enum DecimalFault: Error, Equatable {
    case notANumber
    case tooManyDigits
    case tooLarge
    case tooSmall
}

extension DecimalNumber {
    init(_ text: String) throws(DecimalFault) {
        var rest = Array(text.utf8)[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        let mantissa = rest.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
        var power = 0
        if mantissa.count < rest.count {
            guard let number = Self.power(rest[mantissa.endIndex...].dropFirst()) else { throw .notANumber }
            power = number
        }
        let whole = mantissa.prefix { $0 != UInt8(ascii: ".") }
        let fraction = mantissa.dropFirst(whole.count).dropFirst()
        let all = Array(whole + fraction)
        guard !all.isEmpty, all.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            throw .notANumber
        }
        self.init(
            normalizing: all.map { $0 - UInt8(ascii: "0") },
            exponent: whole.count + power,
            isNegative: isNegative
        )
        try check()
    }

    /// Nil for what is no exponent, or one far beyond all that a number can have.
    private static func power(_ text: ArraySlice<UInt8>) -> Int? {
        guard text.count <= 6, let first = text.first, first != UInt8(ascii: " ") else { return nil }
        return Int(String(decoding: text, as: UTF8.self))
    }

    private func check() throws(DecimalFault) {
        if digits.isEmpty { return }
        if digits.count > Self.mostDigits { throw .tooManyDigits }
        if exponent > 126 { throw .tooLarge }
        if exponent < -129 { throw .tooSmall }
    }

    static func + (left: DecimalNumber, right: DecimalNumber) throws(DecimalFault) -> DecimalNumber {
        if left.digits.isEmpty { return right }
        if right.digits.isEmpty { return left }
        // Two numbers that far apart have a sum of too many digits, whatever they are.
        guard abs(left.exponent - right.exponent) <= 2 * mostDigits else { throw .tooManyDigits }
        let top = max(left.exponent, right.exponent)
        let bottom = min(left.exponent - left.digits.count, right.exponent - right.digits.count)
        let (one, two) = (left.aligned(from: top, to: bottom), right.aligned(from: top, to: bottom))
        let sum: DecimalNumber
        if left.isNegative == right.isNegative {
            sum = DecimalNumber(normalizing: added(one, two), exponent: top + 1, isNegative: left.isNegative)
        } else if one.lexicographicallyPrecedes(two) {
            sum = DecimalNumber(normalizing: subtracted(two, one), exponent: top, isNegative: right.isNegative)
        } else {
            sum = DecimalNumber(normalizing: subtracted(one, two), exponent: top, isNegative: left.isNegative)
        }
        try sum.check()
        return sum
    }

    static func - (left: DecimalNumber, right: DecimalNumber) throws(DecimalFault) -> DecimalNumber {
        try left
            + DecimalNumber(
                isNegative: !right.isNegative && !right.digits.isEmpty,
                digits: right.digits,
                exponent: right.exponent
            )
    }

    private func aligned(from top: Int, to bottom: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: top - exponent) + digits
            + [UInt8](repeating: 0, count: exponent - digits.count - bottom)
    }

    /// One digit longer than its terms.
    private static func added(_ one: [UInt8], _ two: [UInt8]) -> [UInt8] {
        var sum = [UInt8](repeating: 0, count: one.count + 1)
        var carry: UInt8 = 0
        for index in one.indices.reversed() {
            let digit = one[index] + two[index] + carry
            sum[index + 1] = digit % 10
            carry = digit / 10
        }
        sum[0] = carry
        return sum
    }

    /// The first is not the lesser.
    private static func subtracted(_ one: [UInt8], _ two: [UInt8]) -> [UInt8] {
        var difference = one
        var borrow: UInt8 = 0
        for index in one.indices.reversed() {
            let lesser = two[index] + borrow
            borrow = one[index] < lesser ? 1 : 0
            difference[index] = one[index] + 10 * borrow - lesser
        }
        return difference
    }
}

extension DecimalNumber: Comparable {
    static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.isCloserToZero(than: left) : left.isCloserToZero(than: right)
    }

    private func isCloserToZero(than other: DecimalNumber) -> Bool {
        if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
        if exponent != other.exponent { return exponent < other.exponent }
        return digits.lexicographicallyPrecedes(other.digits)
    }
}

extension DecimalNumber {
    /// Bytes whose order is that of the numbers.
    var orderedBytes: [UInt8] {
        guard !digits.isEmpty else { return [1] }
        // The exponent goes from -129 to 126; a digit is never a nought, which is what ends a key.
        let magnitude = [UInt8(exponent + 129)] + digits.map { $0 + 1 }
        // Of two negative numbers the longer lies further down: what ends it sorts behind every digit.
        return isNegative ? [0] + magnitude.map { 0xff - $0 } + [0xff] : [2] + magnitude
    }

    /// How many bytes DynamoDB counts: one for each two digits around the point, one for the exponent, one for a minus.
    var size: Int {
        let pairs = (digits.count + (exponent.isMultiple(of: 2) ? 0 : 1) + 1) / 2
        return 1 + (digits.isEmpty ? 0 : pairs) + (isNegative ? 1 : 0)
    }
}

extension DecimalNumber: CustomStringConvertible {
    /// As DynamoDB gives it back: without an exponent, and without zeros that say nothing.
    var description: String {
        guard !digits.isEmpty else { return "0" }
        let text = digits.map { String(UnicodeScalar(UInt8(ascii: "0") + $0)) }.joined()
        let sign = isNegative ? "-" : ""
        if exponent <= 0 { return "\(sign)0.\(String(repeating: "0", count: -exponent))\(text)" }
        if exponent >= digits.count {
            return "\(sign)\(text)\(String(repeating: "0", count: exponent - digits.count))"
        }
        return "\(sign)\(text.prefix(exponent)).\(text.dropFirst(exponent))"
    }
}
