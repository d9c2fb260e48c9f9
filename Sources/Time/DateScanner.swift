/// Reads the fixed ASCII forms of dates from left to right.
///
/// A method that does not find what it is asked for has consumed an unknown part: its caller gives up.
struct DateScanner {
    private var bytes: String.UTF8View.Iterator
    private var next: UInt8?

    init(_ text: String) {
        bytes = text.utf8.makeIterator()
        next = bytes.next()
    }

    var isAtEnd: Bool { next == nil }

    mutating func skip(_ literal: String) -> Bool {
        literal.utf8.allSatisfy { skip($0) }
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        next = bytes.next()
        return true
    }

    mutating func number(digits: Int) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// One digit or more as nanoseconds of a second; what is finer is dropped.
    mutating func fraction() -> Int? {
        var value = 0
        var weight = 100_000_000
        guard let first = digit() else { return nil }
        value += first * weight
        while let digit = digit() {
            weight /= 10
            value += digit * weight
        }
        return value
    }

    /// The index of the name that stands here, which ends where the letters end.
    mutating func name(of names: [String]) -> Int? {
        let longest = 9
        var word = ""
        while let letter = next, letter.isLetter, word.utf8.count <= longest {
            word.unicodeScalars.append(Unicode.Scalar(letter))
            next = bytes.next()
        }
        return names.firstIndex(of: word)
    }

    /// A time of day such as `08:49:37`.
    mutating func clock() -> (hour: Int, minute: Int, second: Int)? {
        guard
            let hour = number(digits: 2), skip(":"),
            let minute = number(digits: 2), skip(":"),
            let second = number(digits: 2)
        else { return nil }
        return (hour, minute, second)
    }

    private mutating func digit() -> Int? {
        guard let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        next = bytes.next()
        return Int(byte - UInt8(ascii: "0"))
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
}
