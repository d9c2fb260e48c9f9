extension [UInt8] {
    /// Appends a string in quotes.
    ///
    /// What must be escaped is, with the short form where JSON has one, and nothing else: `/`, DEL, U+2028 and all of
    /// Unicode stand as they are, as JavaScript leaves them. In ASCII, what an HTTP header cannot carry is `\u` too.
    mutating func appendJSON(string: String, ascii: Bool) {
        let characters = string.utf8.span
        append(UInt8(ascii: "\""))
        var written = 0
        var index = 0
        while true {
            index = characters.plainEnd(from: index, ascii: ascii)
            append(characters, written..<index)
            guard index < characters.count else { break }
            index += appendEscape(at: index, in: characters)
            written = index
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func append(_ characters: Span<UInt8>, _ range: Range<Int>) {
        characters.withUnsafeBufferPointer { append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// Appends the escape of one character; the answer is its length in UTF-8.
    private mutating func appendEscape(at index: Int, in characters: Span<UInt8>) -> Int {
        guard characters[index] >= 0x80 else { return appendEscape(of: characters[index]) }
        return characters.withUnsafeBufferPointer { appendEscape(ofScalarAt: index, in: $0) }
    }

    /// Appends the escape of an ASCII character; the answer is its length in UTF-8.
    private mutating func appendEscape(of byte: UInt8) -> Int {
        append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
        case 0x08: append(UInt8(ascii: "b"))
        case 0x09: append(UInt8(ascii: "t"))
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0C: append(UInt8(ascii: "f"))
        case 0x0D: append(UInt8(ascii: "r"))
        default: appendHex(UInt16(byte))
        }
        return 1
    }

    /// Appends one escape or two for a character outside ASCII; the answer is its length in UTF-8.
    private mutating func appendEscape(ofScalarAt index: Int, in characters: UnsafeBufferPointer<UInt8>) -> Int {
        var rest = characters[index...].makeIterator()
        var decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return 1 }
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
            append(UInt8(ascii: "\\"))
            appendHex(unit)
        }
        return UTF8.width(scalar)
    }

    private mutating func appendHex(_ unit: UInt16) {
        append(UInt8(ascii: "u"))
        for shift in [12, 8, 4, 0] {
            let digit = UInt8(truncatingIfNeeded: unit >> UInt16(shift) & 0xF)
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}

extension Span<UInt8> {
    /// Where the characters end that a string holds as they are.
    fileprivate func plainEnd(from start: Int, ascii: Bool) -> Int {
        var index = start
        while index < count {
            // Only the slow way sees DEL, which no header may carry.
            if !ascii, index + 8 <= count {
                let plain = EightBytes(self, at: index).plainPrefix
                index += plain
                if plain == 8 { continue }
            }
            let byte = self[index]
            guard byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), !ascii || byte < 0x7F else {
                return index
            }
            index += 1
        }
        return count
    }
}
