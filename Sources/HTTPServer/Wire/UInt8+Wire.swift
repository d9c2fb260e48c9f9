/// The bytes that HTTP is made of (RFC 9110, section 5.6).
extension UInt8 {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let tab = UInt8(ascii: "\t")
    static let colon = UInt8(ascii: ":")

    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    var isBlank: Bool { self == .space || self == .tab }

    /// What a header's value may hold; more than ASCII is somebody's UTF-8.
    var isFieldContent: Bool { (self >= 0x20 && self != 0x7F) || self == .tab }

    var isTokenPart: Bool { isLetterOrDigit || "!#$%&'*+-.^_`|~".utf8.contains(self) }

    var isLetterOrDigit: Bool {
        let lower = self | 0x20
        return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || isDigit
    }

    var lowered: UInt8 { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self }

    var hexDigit: Int? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(self - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(self - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(self - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}

extension Collection<UInt8> {
    /// Whether these are the words, which are given in lower case.
    func isSame(as words: StaticString) -> Bool {
        let other = UnsafeBufferPointer(start: words.utf8Start, count: words.utf8CodeUnitCount)
        return count == other.count && zip(self, other).allSatisfy { $0.lowered == $1 }
    }
}

extension ArraySlice<UInt8> {
    /// Without the blanks around it.
    var trimmed: ArraySlice<UInt8> {
        guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else {
            return []
        }
        return self[first...last]
    }
}
