extension Reader {
    /// Reads a string from its opening quote to its closing one, and knows then that it is UTF-8.
    mutating func string(_ text: Span<UInt8>) throws(Fault) {
        let start = position
        position += 1
        try plainCharacters(text)
        if text[position] == UInt8(ascii: "\"") {
            let characters = UInt64(start + 1) | UInt64(position) << 32
            nodes.append(Node(.plain, at: start, payload: characters))
            position += 1
            return
        }
        let low = unescaped.count
        append(text, from: start + 1)
        repeat {
            try escape(text)
            let from = position
            try plainCharacters(text)
            append(text, from: from)
        } while text[position] == UInt8(ascii: "\\")
        position += 1
        nodes.append(Node(.escaped, at: start, payload: UInt64(low) | UInt64(unescaped.count) << 32))
    }

    /// Goes on to the next quote or backslash.
    private mutating func plainCharacters(_ text: Span<UInt8>) throws(Fault) {
        while true {
            while position + 8 <= text.count {
                let plain = EightBytes(text, at: position).plainPrefix
                position += plain
                if plain < 8 { break }
            }
            guard position < text.count else { throw Fault(.cutShort, at: position) }
            switch text[position] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): return
            case 0..<0x20: throw Fault(.controlCharacter, at: position)
            case 0x20..<0x80: position += 1
            default:
                guard let length = UTF8Sequence.length(in: text, at: position) else {
                    throw Fault(.invalidUTF8, at: position)
                }
                position += length
            }
        }
    }

    private mutating func append(_ text: Span<UInt8>, from start: Int) {
        for index in start..<position { unescaped.append(text[index]) }
    }

    /// Reads one escape from its backslash on.
    private mutating func escape(_ text: Span<UInt8>) throws(Fault) {
        let start = position
        guard start + 1 < text.count else { throw Fault(.cutShort, at: text.count) }
        position += 2
        switch text[start + 1] {
        case UInt8(ascii: "\""): unescaped.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): unescaped.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): unescaped.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "r"): unescaped.append(UInt8(ascii: "\r"))
        case UInt8(ascii: "t"): unescaped.append(UInt8(ascii: "\t"))
        case UInt8(ascii: "u"): try unicodeEscape(text, from: start)
        default: throw Fault(.invalidEscape, at: start)
        }
    }

    /// Reads the digits after `\u`, and the second half of a surrogate pair with the first.
    private mutating func unicodeEscape(_ text: Span<UInt8>, from start: Int) throws(Fault) {
        var code = try fourHexDigits(text, of: start)
        if (0xD800..<0xDC00).contains(code) {
            let second = position
            guard second + 1 < text.count, text[second] == UInt8(ascii: "\\"), text[second + 1] == UInt8(ascii: "u")
            else { throw Fault(.loneSurrogate, at: start) }
            position += 2
            let low = try fourHexDigits(text, of: second)
            guard (0xDC00..<0xE000).contains(low) else { throw Fault(.loneSurrogate, at: start) }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw Fault(.loneSurrogate, at: start) }
        unescaped.append(contentsOf: Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter)
    }

    private mutating func fourHexDigits(_ text: Span<UInt8>, of escape: Int) throws(Fault) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard position < text.count else { throw Fault(.cutShort, at: position) }
            let digit: UInt8
            switch text[position] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = text[position] - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = text[position] - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = text[position] - UInt8(ascii: "A") + 10
            default: throw Fault(.invalidEscape, at: escape)
            }
            code = code << 4 | UInt32(digit)
            position += 1
        }
        return code
    }
}
