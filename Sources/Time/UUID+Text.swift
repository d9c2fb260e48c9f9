extension UUID: LosslessStringConvertible {
    /// 36 characters, in lower case.
    package var description: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if UUID.hyphensBefore.contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0xf)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads the 36 characters in either case; braces, a `urn:uuid:` in front and every other form are refused.
    package init?(_ text: String) {
        var characters = text.utf8.makeIterator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        for index in 0..<16 {
            if UUID.hyphensBefore.contains(index), characters.next() != UInt8(ascii: "-") { return nil }
            guard let high = characters.next()?.hexValue, let low = characters.next()?.hexValue else { return nil }
            bytes.append(high << 4 | low)
        }
        guard characters.next() == nil else { return nil }
        self.init(bytes: bytes)
    }

    /// The bytes that a hyphen stands in front of.
    private static let hyphensBefore = [4, 6, 8, 10]
}

extension UUID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let uuid = UUID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID of 36 characters")
        }
        self = uuid
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension UInt8 {
    fileprivate var hexValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
