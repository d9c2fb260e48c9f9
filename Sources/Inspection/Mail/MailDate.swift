import Time

/// Reads the date of a message, such as `Mon, 6 May 2024 07:08:09 +0200 (CEST)` (RFC 5322 3.3).
enum MailDate {
    static func instant(_ text: String) -> Instant? {
        var words = text.split { $0 == " " || $0 == "," }.map(String.init)
        if let first = words.first, Int(first) == nil { words.removeFirst() }
        guard words.count >= 4, let day = Int(words[0]), (1...31).contains(day),
            let month = months.firstIndex(of: words[1].lowercased()), let year = Int(words[2]),
            (1970...2200).contains(year)
        else { return nil }
        let clock = words[3].split(separator: ":").compactMap { Int($0) }
        guard clock.count >= 2, clock.allSatisfy({ (0...60).contains($0) }) else { return nil }
        let zone = words.count > 4 ? offset(words[4]) : "Z"
        let second = clock.count > 2 ? clock[2] : 0
        let date = "\(year)-\(two(month + 1))-\(two(day))T\(two(clock[0])):\(two(clock[1])):\(two(second))"
        return Instant(rfc3339: date + zone)
    }

    /// Four digits, or a name that has meant nothing but UTC since RFC 2822.
    private static func offset(_ word: String) -> String {
        let digits = Array(word.utf8.dropFirst())
        guard word.hasPrefix("+") || word.hasPrefix("-"), digits.count == 4,
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return "Z" }
        return "\(word.prefix(3)):\(word.suffix(2))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
}
