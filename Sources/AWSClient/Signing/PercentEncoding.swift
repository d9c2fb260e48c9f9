/// The percent-encoding that AWS signs: RFC 3986's unreserved characters stay, all else is `%XX` in upper case.
///
/// A space is `%20` and a plus `%2B`, for a `+` in a query means a space to some readers and a plus to others.
package enum PercentEncoding {
    package static func encode(_ text: String, keepingSlash: Bool = false) -> String {
        var bytes: [UInt8] = []
        append(text, to: &bytes, keepingSlash: keepingSlash)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func append(_ text: String, to bytes: inout [UInt8], keepingSlash: Bool = false) {
        for byte in text.utf8 { append(byte, to: &bytes, keepingSlash: keepingSlash) }
    }

    static func append(_ text: some Collection<UInt8>, to bytes: inout [UInt8], keepingSlash: Bool = false) {
        for byte in text { append(byte, to: &bytes, keepingSlash: keepingSlash) }
    }

    @inline(__always)
    private static func append(_ byte: UInt8, to bytes: inout [UInt8], keepingSlash: Bool) {
        if isUnreserved(byte) || keepingSlash && byte == UInt8(ascii: "/") {
            bytes.append(byte)
        } else {
            bytes.append(UInt8(ascii: "%"))
            bytes.append(upperDigit(byte >> 4))
            bytes.append(upperDigit(byte & 0xf))
        }
    }

    /// Undoes it; a percent sign that two hex digits do not follow stands for itself.
    package static func decode(_ text: some Collection<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2, let value = value(of: digits) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    private static func value(of digits: some Collection<UInt8>) -> UInt8? {
        var value: UInt8 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | (digit - UInt8(ascii: "0"))
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | (digit - UInt8(ascii: "A") + 10)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | (digit - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return value
    }

    @inline(__always)
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func upperDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
