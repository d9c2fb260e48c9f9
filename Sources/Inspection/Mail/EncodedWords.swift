import Encoding

/// Reads the words of a header that are not ASCII, such as `=?utf-8?Q?Gr=C3=BC=C3=9Fe?=` (RFC 2047).
enum EncodedWords {
    static func decode(_ bytes: Bytes) -> String {
        var text = ""
        var position = 0
        var isAfterWord = false
        while position < bytes.count {
            guard let mark = bytes.firstIndex(of: "=?", from: position) else { break }
            let between = TextDecoding.guess(bytes[from: position, upTo: mark - position])
            guard let word = Word(bytes, at: mark) else {
                text += between + "=?"
                position = mark + 2
                isAfterWord = false
                continue
            }
            // Space between two words is only there to part them.
            if !isAfterWord || !between.allSatisfy(\.isWhitespace) { text += between }
            text += word.text
            position = word.end
            isAfterWord = true
        }
        return text + TextDecoding.guess(bytes[from: position])
    }

    private struct Word {
        let text: String
        let end: Int

        init?(_ bytes: Bytes, at start: Int) {
            // A word has 75 characters at the most; some programs do not know.
            let area = bytes[from: start, upTo: 1000]
            guard let first = area.firstIndex(of: "?", from: 2), let kind = area[first + 1],
                area[first + 2] == UInt8(ascii: "?"), let last = area.firstIndex(of: "?=", from: first + 3)
            else { return nil }
            let charset = TextDecoding.latin1(area[from: 2, upTo: first - 2]).lowercased()
            let content = area[from: first + 3, upTo: last - first - 3]
            switch kind | 0x20 {
            case UInt8(ascii: "q"): text = Charset.decode(Word.quoted(content), charset)
            case UInt8(ascii: "b"):
                guard let decoded = Base64.decode(TextDecoding.latin1(content)) else { return nil }
                text = Charset.decode(Bytes(decoded), charset)
            default: return nil
            }
            end = start + last + 2
        }

        private static func quoted(_ bytes: Bytes) -> Bytes {
            var decoded: [UInt8] = []
            var index = 0
            while let byte = bytes[index] {
                if byte == UInt8(ascii: "="), let digits = bytes.slice(index + 1, 2),
                    let value = Hex.decode(TextDecoding.latin1(digits))
                {
                    decoded += value
                    index += 3
                } else {
                    decoded.append(byte == UInt8(ascii: "_") ? 0x20 : byte)
                    index += 1
                }
            }
            return Bytes(decoded)
        }
    }
}

/// The encodings of mail that a file need not be read with tables for.
enum Charset {
    static func decode(_ bytes: Bytes, _ charset: String) -> String {
        switch charset {
        case "utf-8", "utf8", "us-ascii": TextDecoding.utf8(bytes)
        case "utf-16": TextDecoding.utf16(marked: bytes, otherwise: .big)
        case "utf-16le": TextDecoding.utf16(bytes, .little)
        case "utf-16be": TextDecoding.utf16(bytes, .big)
        default: TextDecoding.guess(bytes)
        }
    }
}
