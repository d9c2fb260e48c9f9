extension StringProtocol {
    /// Whether the word stands here on its own: not as a part of a longer name.
    func containsWord(_ word: String) -> Bool {
        let line = Array(utf8)
        let pattern = Array(word.utf8)
        guard let first = pattern.first, let last = pattern.last, line.count >= pattern.count else { return false }
        for start in 0...(line.count - pattern.count) where line[start] == first {
            guard line[start...].starts(with: pattern) else { continue }
            let end = start + pattern.count
            let joinsLeft = first.isNamePart && start > 0 && line[start - 1].isNamePart
            let joinsRight = last.isNamePart && end < line.count && line[end].isNamePart
            if !joinsLeft && !joinsRight { return true }
        }
        return false
    }

    /// The names and numbers of a line, in order.
    var words: [Substring] {
        Substring(self).split { !($0.isLetter || $0.isNumber || $0 == "_") }
    }

    /// Without spaces at its two ends.
    var trimmed: Substring {
        let start = drop { $0.isWhitespace }
        let end = start.lastIndex { !$0.isWhitespace }
        return Substring(end.map { start[...$0] } ?? "")
    }
}

extension UInt8 {
    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    private static let letters = UInt8(ascii: "a")...UInt8(ascii: "z")

    /// Bytes of a letter outside ASCII are parts of a name too.
    fileprivate var isNamePart: Bool {
        self == UInt8(ascii: "_") || self >= 0x80 || UInt8.digits.contains(self) || UInt8.letters.contains(self | 0x20)
    }
}
