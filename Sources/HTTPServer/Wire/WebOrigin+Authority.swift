import HTTP

extension WebOrigin {
    /// Reads `host`, `host:port`, `[address]` or `[address]:port`.
    init(readingAuthority bytes: ArraySlice<UInt8>) throws(RequestFault) {
        var name = bytes
        var port: UInt16?
        let colon = bytes.lastIndex(of: .colon)
        let bracket = bytes.lastIndex(of: UInt8(ascii: "]"))
        if let colon, colon > bracket ?? -1 {
            let digits = bytes[(colon + 1)...]
            // A colon with nothing behind it is the usual port (RFC 3986, section 3.2.3).
            if !digits.isEmpty {
                guard digits.count <= 5, digits.allSatisfy(\.isDigit),
                    let number = UInt16(String(decoding: digits, as: UTF8.self))
                else { throw .malformed("the port of Host") }
                port = number
            }
            name = bytes[..<colon]
        }
        let isBracketed = name.first == UInt8(ascii: "[")
        if isBracketed {
            guard name.last == UInt8(ascii: "]") else { throw .malformed("Host") }
            name = name.dropFirst().dropLast()
        }
        let extra: StaticString = isBracketed ? ":." : "-._"
        let others = UnsafeBufferPointer(start: extra.utf8Start, count: extra.utf8CodeUnitCount)
        guard !name.isEmpty, name.allSatisfy({ $0.isLetterOrDigit || others.contains($0) }) else {
            throw .malformed("Host")
        }
        self.init(scheme: .http, host: String(decoding: name, as: UTF8.self), port: port)
    }
}
