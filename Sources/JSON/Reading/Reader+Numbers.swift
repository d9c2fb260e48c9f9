extension Reader {
    /// Reads a number by JSON's grammar and gives it the exact value, or the nearest double.
    ///
    /// Whole numbers are exact to 64 bits. A longer one is taken as a double only if it claims no more digits than a
    /// double keeps, so that none is lost in silence.
    mutating func number(_ text: Span<UInt8>) throws(Fault) {
        var decimal = Decimal(start: position)
        if text[position] == UInt8(ascii: "-") {
            decimal.isNegative = true
            position += 1
        }
        if position < text.count, text[position] == UInt8(ascii: "0") {
            position += 1
        } else {
            try digits(text) { decimal.add($0, isFraction: false) }
        }
        if position < text.count, text[position] == UInt8(ascii: ".") {
            position += 1
            decimal.isWhole = false
            try digits(text) { decimal.add($0, isFraction: true) }
        }
        if position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            decimal.isWhole = false
            try exponent(text, of: &decimal)
        }
        guard position - decimal.start <= JSONLimits.numberLength else {
            throw Fault(.numberTooLong, at: decimal.start)
        }
        if decimal.isWhole, let node = decimal.wholeNode {
            nodes.append(node)
        } else {
            nodes.append(Node(.double, at: decimal.start, payload: try double(text, of: decimal).bitPattern))
        }
    }

    /// Reads one digit or more.
    @inline(__always)
    private mutating func digits(_ text: Span<UInt8>, add: (UInt8) -> Void) throws(Fault) {
        let first = position
        while position < text.count {
            let digit = text[position] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            add(digit)
            position += 1
        }
        guard position > first else { throw Fault(.unexpected(.digit), at: position) }
    }

    private mutating func exponent(_ text: Span<UInt8>, of decimal: inout Decimal) throws(Fault) {
        var isNegative = false
        if position < text.count, text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-") {
            isNegative = text[position] == UInt8(ascii: "-")
            position += 1
        }
        var exponent = 0
        // Far beyond any double, but not beyond an Int.
        try digits(text) { exponent = min(exponent * 10 + Int($0), 100_000) }
        decimal.exponent += isNegative ? -exponent : exponent
    }

    private func double(_ text: Span<UInt8>, of decimal: Decimal) throws(Fault) -> Double {
        if decimal.isWhole, decimal.significantDigits > Decimal.digitsOfDouble {
            throw Fault(.numberOutOfRange, at: decimal.start)
        }
        if let quick = decimal.quickDouble { return quick }
        // The standard library rounds correctly, and needs a string for it.
        let spelling = text.withUnsafeBufferPointer { all in
            String(decoding: UnsafeBufferPointer(rebasing: all[decimal.start..<position]), as: UTF8.self)
        }
        guard let value = Double(spelling), value.isFinite else { throw Fault(.numberOutOfRange, at: decimal.start) }
        return value
    }
}
