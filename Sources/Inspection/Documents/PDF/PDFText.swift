import Time

/// Texts and dates as PDF has them (ISO 32000-1 7.9).
enum PDFText {
    static func decode(_ bytes: Bytes) -> String {
        if bytes.holds([0xfe, 0xff], at: 0) { return TextDecoding.utf16(bytes[from: 2], .big) }
        if bytes.holds([0xff, 0xfe], at: 0) { return TextDecoding.utf16(bytes[from: 2], .little) }
        if bytes.holds([0xef, 0xbb, 0xbf], at: 0) { return TextDecoding.utf8(bytes[from: 3]) }
        var text = String.UnicodeScalarView()
        for byte in bytes {
            text.append((0x80...0x9e).contains(byte) ? special[Int(byte) - 0x80] : Unicode.Scalar(byte))
        }
        return String(text)
    }

    /// Where PDFDocEncoding is not ISO 8859-1.
    private static let special: [Unicode.Scalar] = [
        "•", "†", "‡", "…", "—", "–", "ƒ", "⁄", "‹", "›", "−", "‰", "„", "“", "”", "‘", "’", "‚", "™", "ﬁ", "ﬂ", "Ł",
        "Œ", "Š", "Ÿ", "Ž", "ı", "ł", "œ", "š", "ž",
    ]

    /// `D:20240506070809+02'00'`, of which everything behind the year may be missing.
    static func addDate(_ key: String, _ bytes: Bytes?, _ facts: inout Facts) {
        guard let bytes else { return }
        let text = Bytes(Array(decode(bytes).utf8))
        var position = text.holds("D:", at: 0) ? 2 : 0
        func digits(_ count: Int) -> Int? {
            guard let part = text.slice(position, count), part.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return nil
            }
            position += count
            return Int(TextDecoding.latin1(part))
        }
        guard let year = digits(4) else { return }
        let month = digits(2) ?? 1
        let day = digits(2) ?? 1
        let clock = [digits(2) ?? 0, digits(2) ?? 0, digits(2) ?? 0]
        guard let date = LocalDate([year, month, day] + clock)?.text else { return }
        switch text[position] {
        case UInt8(ascii: "Z"): facts.addDate(key, date + "Z")
        case let sign? where sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"):
            let parts = TextDecoding.latin1(text[from: position + 1]).split(separator: "'")
            let hour = parts.first.map(String.init) ?? "00"
            let minute = parts.count > 1 ? String(parts[1]) : "00"
            facts.addDate(key, date + String(Unicode.Scalar(sign)) + hour + ":" + minute)
        default: facts.addDate(key, date)
        }
    }
}
