extension [UInt8] {
    mutating func appendJSON(integer value: some FixedWidthInteger) {
        if value < 0 { append(UInt8(ascii: "-")) }
        appendDigits(UInt64(truncatingIfNeeded: value.magnitude))
    }

    private mutating func appendDigits(_ value: UInt64) {
        // UInt64.max has twenty digits, and the last one is known first.
        var digits = [20 of UInt8](repeating: 0)
        var first = 20
        var rest = value
        repeat {
            first -= 1
            digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        append(addingCapacity: 20) { text in
            for index in first..<20 { text.append(digits[index]) }
        }
    }

    mutating func appendJSON(number: JSONNumber, style: JSONStyle) {
        switch number.storage {
        case .integer(let value): appendJSON(integer: value)
        case .unsigned(let value): appendJSON(integer: value)
        case .double(let value): appendJSON(finite: value, style: style)
        }
    }

    /// Appends the shortest digits that read back as the same double (or float); what is not finite is null.
    ///
    /// In every style but JavaScript's they are laid out as Swift does it, without a fraction of zero: `1`, `-0`,
    /// `0.1`, `1e+20`, `5e-324`.
    mutating func appendJSON(finite value: some BinaryFloatingPoint & CustomStringConvertible, style: JSONStyle) {
        guard value.isFinite else { return append(contentsOf: "null".utf8) }
        var spelling = value.description
        spelling.withUTF8 { digits in
            if style.followsJavaScript {
                appendJavaScript(ShortestDigits(digits))
            } else if digits.count > 2, digits[digits.count - 1] == UInt8(ascii: "0"),
                digits[digits.count - 2] == UInt8(ascii: ".")
            {
                append(contentsOf: digits.dropLast(2))
            } else {
                append(contentsOf: digits)
            }
        }
    }

    /// Lays digits out by ECMAScript's Number::toString, whose names for them are s (digits), k (count) and n (point).
    private mutating func appendJavaScript(_ number: ShortestDigits) {
        let zero = UInt8(ascii: "0")
        let (digits, point) = (number.digits, number.point)
        guard !digits.isEmpty else { return append(zero) }
        if number.isNegative { append(UInt8(ascii: "-")) }
        switch point {
        case digits.count...21:
            append(contentsOf: digits)
            append(contentsOf: repeatElement(zero, count: point - digits.count))
        case 1...21:
            append(contentsOf: digits[..<point])
            append(UInt8(ascii: "."))
            append(contentsOf: digits[point...])
        case -5...0:
            append(zero)
            append(UInt8(ascii: "."))
            append(contentsOf: repeatElement(zero, count: -point))
            append(contentsOf: digits)
        default:
            append(digits[0])
            if digits.count > 1 { append(UInt8(ascii: ".")) }
            append(contentsOf: digits[1...])
            append(UInt8(ascii: "e"))
            append(point > 0 ? UInt8(ascii: "+") : UInt8(ascii: "-"))
            appendJSON(integer: abs(point - 1))
        }
    }
}

/// The shortest digits of a number and where its decimal point is, taken from how Swift spells it.
struct ShortestDigits {
    private(set) var isNegative = false
    /// From the first that is not zero to the last that is not; none for zero.
    private(set) var digits: [UInt8] = []
    /// How many of the digits, or of zeros after them, stand before the point; negative counts zeros after it.
    private(set) var point = 0

    init(_ spelling: UnsafeBufferPointer<UInt8>) {
        var isFraction = false
        var exponent = 0
        var exponentSign: Int?
        for byte in spelling {
            switch (byte, exponentSign) {
            case (UInt8(ascii: "-"), nil): isNegative = true
            case (UInt8(ascii: "-"), _?): exponentSign = -1
            case (UInt8(ascii: "."), _): isFraction = true
            case (UInt8(ascii: "e"), _): exponentSign = 1
            case (UInt8(ascii: "0")...UInt8(ascii: "9"), _?): exponent = exponent * 10 + Int(byte) - 0x30
            case (UInt8(ascii: "0")...UInt8(ascii: "9"), nil):
                if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte) }
                if !isFraction, !digits.isEmpty { point += 1 }
                if isFraction, digits.isEmpty { point -= 1 }
            default: break
            }
        }
        point += exponent * (exponentSign ?? 1)
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    }
}
