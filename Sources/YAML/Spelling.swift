/// What a plain scalar is by its spelling, as YAML 1.1 has it: the rules of the tools that deploy templates.
///
/// Dates stay text, as those tools leave them: a policy's `Version: 2012-10-17` is no day.
struct Spelling {
    struct OutOfRange: Error {}

    let content: YAMLValue.Content

    init(_ text: String) throws(OutOfRange) {
        switch text {
        case "", "~", "null", "Null", "NULL": content = .null
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": content = .bool(true)
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": content = .bool(false)
        default: content = try Self.number(text) ?? .string(text)
        }
    }

    private static func number(_ text: String) throws(OutOfRange) -> YAMLValue.Content? {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, "+-.0123456789".utf8.contains(first) else { return nil }
        let isNegative = first == UInt8(ascii: "-")
        let unsigned = isNegative || first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes[...]
        if let content = try integer(unsigned, isNegative) { return content }
        return float(unsigned, isNegative, isSigned: unsigned.count < bytes.count)
    }

    private static func integer(_ text: ArraySlice<UInt8>, _ isNegative: Bool) throws(OutOfRange) -> YAMLValue.Content?
    {
        guard let first = text.first, first.isDigit else { return nil }
        if text.contains(UInt8(ascii: ":")) {
            guard first != UInt8(ascii: "0"), text.isSexagesimal else { return nil }
            return .integer(try sexagesimal(text, isNegative))
        }
        let radix: Int
        let digits: ArraySlice<UInt8>
        switch (first, text.dropFirst().first) {
        case (UInt8(ascii: "0"), nil): return .integer(0)
        case (UInt8(ascii: "0"), UInt8(ascii: "b")): (radix, digits) = (2, text.dropFirst(2))
        case (UInt8(ascii: "0"), UInt8(ascii: "x")): (radix, digits) = (16, text.dropFirst(2))
        case (UInt8(ascii: "0"), _): (radix, digits) = (8, text.dropFirst())
        default: (radix, digits) = (10, text)
        }
        let plain = digits.filter { $0 != UInt8(ascii: "_") }
        // `0_` is a zero of its own kind.
        if radix == 8, plain.isEmpty { return .integer(0) }
        guard !plain.isEmpty, plain.allSatisfy({ $0.isDigit(radix: radix) }) else { return nil }
        let sign = isNegative ? "-" : ""
        guard let value = Int(sign + String(decoding: plain, as: UTF8.self), radix: radix) else { throw OutOfRange() }
        return .integer(value)
    }

    private static func sexagesimal(_ text: ArraySlice<UInt8>, _ isNegative: Bool) throws(OutOfRange) -> Int {
        var value = 0
        for part in text.split(separator: UInt8(ascii: ":")) {
            guard let digits = Int(String(decoding: part.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)) else {
                throw OutOfRange()
            }
            let (product, isTooMuch) = value.multipliedReportingOverflow(by: 60)
            let (sum, isMore) = product.addingReportingOverflow(digits)
            guard !isTooMuch, !isMore else { throw OutOfRange() }
            value = sum
        }
        return isNegative ? -value : value
    }

    /// A float needs a point, and its exponent a sign: `1e5` is text.
    ///
    /// Nor may a sign stand before a point or before NaN.
    private static func float(_ text: ArraySlice<UInt8>, _ isNegative: Bool, isSigned: Bool) -> YAMLValue.Content? {
        let sign: Double = isNegative ? -1 : 1
        switch String(decoding: text, as: UTF8.self) {
        case ".inf", ".Inf", ".INF": return .double(sign * .infinity)
        case ".nan", ".NaN", ".NAN": return isSigned ? nil : .double(.nan)
        default:
            guard text.contains(UInt8(ascii: ":")) else {
                guard text.isFloat, !isSigned || text.first != UInt8(ascii: ".") else { return nil }
                return text.withoutUnderscores.map { .double(sign * $0) }
            }
            guard let point = text.firstIndex(of: UInt8(ascii: ".")), text[..<point].isSexagesimal,
                text[text.index(after: point)...].allSatisfy({ $0.isDigit || $0 == UInt8(ascii: "_") })
            else { return nil }
            let parts = text.split(separator: UInt8(ascii: ":")).compactMap(\.withoutUnderscores)
            return .double(sign * parts.reduce(0) { $0 * 60 + $1 })
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate var withoutUnderscores: Double? {
        Double(String(decoding: filter { $0 != UInt8(ascii: "_") }, as: UTF8.self))
    }

    /// `12:30`: after each colon one or two digits below sixty.
    fileprivate var isSexagesimal: Bool {
        let parts = split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard let first = parts.first, first.first?.isDigit == true,
            first.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: "_") })
        else { return false }
        return parts.dropFirst().allSatisfy { part in
            (1...2).contains(part.count) && part.allSatisfy(\.isDigit)
                && (part.count == 1 || part[part.startIndex] < 0x36)
        }
    }

    /// `1.5`, `.5`, `1.`, `1.5e+3`, with underscores between digits.
    fileprivate var isFloat: Bool {
        guard let point = firstIndex(of: UInt8(ascii: ".")) else { return false }
        let whole = self[..<point]
        var fraction = self[self.index(after: point)...]
        if let e = fraction.firstIndex(where: { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }) {
            let exponent = fraction[fraction.index(after: e)...]
            guard let sign = exponent.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
                exponent.count > 1, exponent.dropFirst().allSatisfy(\.isDigit)
            else { return false }
            fraction = fraction[..<e]
        }
        let rest = fraction.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "_") }
        if whole.isEmpty { return rest && fraction.first?.isDigit == true }
        return rest && whole.first?.isDigit == true && whole.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "_") }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { 0x30...0x39 ~= self }

    fileprivate func isDigit(radix: Int) -> Bool {
        switch self {
        case 0x30...0x39: Int(self) - 0x30 < radix
        case 0x41...0x46, 0x61...0x66: radix == 16
        default: false
        }
    }
}
