/// What stands before a part of a form: which field it is.
struct FormPartHead {
    private(set) var name: String?
    private(set) var fileName: String?
    private(set) var type: String?

    init(_ head: [UInt8]) {
        for line in head.split(separator: 0x0A) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
                let field = String(validating: line[..<colon], as: UTF8.self),
                let value = String(validating: line[(colon + 1)...].filter { $0 != 0x0D }, as: UTF8.self)
            else { continue }
            switch field.lowercased() {
            case "content-disposition":
                name = Self.parameter("name", of: value)
                fileName = Self.parameter("filename", of: value)
            case "content-type": type = String(Substring(value).trimmed)
            default: continue
            }
        }
    }

    /// A parameter behind the first semicolon, with its quotes or without.
    static func parameter(_ name: String, of text: String) -> String? {
        var rest = Array(text.utf8)[...]
        guard let semicolon = rest.firstIndex(of: UInt8(ascii: ";")) else { return nil }
        rest = rest[(semicolon + 1)...]
        while !rest.isEmpty {
            let found = rest.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }
            rest = rest.dropFirst(found.count)
            let key = String(decoding: found, as: UTF8.self)[...].trimmed.lowercased()
            guard rest.popFirst() == UInt8(ascii: "=") else { continue }
            let value = Self.value(&rest)
            if key == name { return String(decoding: value, as: UTF8.self) }
            rest = rest.drop { $0 != UInt8(ascii: ";") }.dropFirst()
        }
        return nil
    }

    private static func value(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        guard rest.first == UInt8(ascii: "\"") else {
            let plain = rest.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }
            rest = rest.dropFirst(plain.count)
            return Array(plain)
        }
        rest.removeFirst()
        var value: [UInt8] = []
        while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
            // A backslash keeps the quote behind it; before anything else it is itself, as in a path of Windows.
            if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "\"") {
                value.append(UInt8(ascii: "\""))
                rest.removeFirst()
            } else {
                value.append(byte)
            }
        }
        return value
    }
}
