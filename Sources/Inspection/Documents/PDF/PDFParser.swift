/// Reads values from left to right (ISO 32000-1 7.2 and 7.3).
struct PDFParser {
    let bytes: Bytes
    var position: Int
    /// Values of one text, so that nested ones cannot multiply.
    private var left = 20_000

    init(_ bytes: Bytes, at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    mutating func value(_ depth: Int = 0) -> PDFValue? {
        skipSpace()
        left -= 1
        guard left > 0, depth < InspectionLimits.depth, let byte = bytes[position] else { return nil }
        switch byte {
        case UInt8(ascii: "/"): return .name(name())
        case UInt8(ascii: "("): return .string(string())
        case UInt8(ascii: "["): return array(depth)
        case UInt8(ascii: "<"):
            return bytes[position + 1] == UInt8(ascii: "<") ? dictionary(depth) : .string(hexString())
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return reference() ?? number().map(PDFValue.number)
        default: return word()
        }
    }

    /// Whether a word stands here; then it is behind it.
    mutating func skip(_ word: StaticString) -> Bool {
        skipSpace()
        guard bytes.holds(word, at: position) else { return false }
        position += word.utf8CodeUnitCount
        return true
    }

    mutating func integer() -> Int? {
        skipSpace()
        var value = 0
        var digits = 0
        while let byte = bytes[position], byte >= 0x30, byte <= 0x39, digits < 15 {
            value = value * 10 + Int(byte - 0x30)
            digits += 1
            position += 1
        }
        return digits > 0 ? value : nil
    }

    mutating func skipSpace() {
        while let byte = bytes[position] {
            if byte == UInt8(ascii: "%") {
                while let byte = bytes[position], byte != 0x0a, byte != 0x0d { position += 1 }
            } else if PDFParser.isSpace(byte) {
                position += 1
            } else {
                return
            }
        }
    }

    private mutating func reference() -> PDFValue? {
        let start = position
        if let number = integer(), let byte = bytes[position], PDFParser.isSpace(byte), integer() != nil, skip("R") {
            return .reference(number)
        }
        position = start
        return nil
    }

    private mutating func number() -> Double? {
        let start = position
        while let byte = bytes[position], byte == 0x2b || byte == 0x2d || byte == 0x2e || (0x30...0x39).contains(byte),
            position - start < 32
        {
            position += 1
        }
        return Double(TextDecoding.latin1(bytes[from: start, upTo: position - start]))
    }

    private mutating func word() -> PDFValue? {
        if skip("true") { return .bool(true) }
        if skip("false") { return .bool(false) }
        return skip("null") ? .null : nil
    }

    /// `#` and two digits are a byte, so that names can be hidden from whoever does not read them.
    private mutating func name() -> String {
        position += 1
        var name: [UInt8] = []
        while let byte = bytes[position], !PDFParser.isSpace(byte), !PDFParser.isDelimiter(byte) {
            position += 1
            if byte == UInt8(ascii: "#"), let high = hex(position), let low = hex(position + 1) {
                name.append(high << 4 | low)
                position += 2
            } else if name.count < 128 {
                name.append(byte)
            }
        }
        return String(decoding: name, as: UTF8.self)
    }

    private mutating func array(_ depth: Int) -> PDFValue? {
        position += 1
        var values: [PDFValue] = []
        while !skip("]") {
            guard let value = value(depth + 1) else { return nil }
            values.append(value)
        }
        return .array(values)
    }

    private mutating func dictionary(_ depth: Int) -> PDFValue? {
        position += 2
        var members: [String: PDFValue] = [:]
        while !skip(">>") {
            guard bytes[position] == UInt8(ascii: "/") else { return nil }
            let key = name()
            guard let value = value(depth + 1) else { return nil }
            members[key] = value
        }
        return .dictionary(members)
    }

    private func hex(_ index: Int) -> UInt8? {
        switch bytes[index] {
        case let digit? where (0x30...0x39).contains(digit): digit - 0x30
        case let digit? where (0x41...0x46).contains(digit & 0xdf): digit & 0xdf - 0x37
        default: nil
        }
    }

    private mutating func hexString() -> Bytes {
        position += 1
        var string: [UInt8] = []
        var high: UInt8?
        while let byte = bytes[position], byte != UInt8(ascii: ">") {
            if let digit = hex(position) {
                if let first = high { string.append(first << 4 | digit) }
                high = high == nil ? digit : nil
            }
            position += 1
        }
        if let high { string.append(high << 4) }
        position += 1
        return Bytes(string)
    }

    private mutating func string() -> Bytes {
        position += 1
        var string: [UInt8] = []
        var open = 1
        while let byte = bytes[position] {
            position += 1
            switch byte {
            case UInt8(ascii: "\\"):
                if let escaped = escape() { string.append(escaped) }
                continue
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")"): open -= 1
            default: break
            }
            if open == 0 { break }
            string.append(byte)
        }
        return Bytes(string)
    }

    /// What a backslash stands for; nil for a line that goes on.
    private mutating func escape() -> UInt8? {
        guard let byte = bytes[position] else { return nil }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return 0x0a
        case UInt8(ascii: "r"): return 0x0d
        case UInt8(ascii: "t"): return 0x09
        case 0x30...0x37:
            var value = Int(byte - 0x30)
            for _ in 0..<2 {
                guard let next = bytes[position], (0x30...0x37).contains(next) else { break }
                value = value << 3 | Int(next - 0x30)
                position += 1
            }
            return UInt8(truncatingIfNeeded: value)
        case 0x0d:
            if bytes[position] == 0x0a { position += 1 }
            return nil
        case 0x0a: return nil
        default: return byte
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0 || (0x09...0x0d).contains(byte) }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["),
            UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "/"), UInt8(ascii: "%"):
            true
        default: false
        }
    }
}
