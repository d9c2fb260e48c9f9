extension UUID: LosslessStringConvertible {
    /// 36 characters, in lower case.
    package var description: String {
        String(unsafeUninitializedCapacity: 36) { text in
            var end = 0
            for digit in 0..<32 {
                if digit % 4 == 0, UUID.hyphensBefore.contains(digit / 2) {
                    text[end] = UInt8(ascii: "-")
                    end += 1
                }
                let word = digit < 16 ? high : low
                text[end] = UInt8(hexValue: UInt8(truncatingIfNeeded: word >> (60 - digit % 16 * 4)) & 0xf)
                end += 1
            }
            return end
        }
    }

    /// Reads the 36 characters in either case; braces, a `urn:uuid:` in front and every other form are refused.
    package init?(_ text: String) {
        var characters = text.utf8.makeIterator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        for index in 0..<16 {
            if index % 2 == 0, UUID.hyphensBefore.contains(index), characters.next() != UInt8(ascii: "-") { return nil }
            guard let high = characters.next()?.hexValue, let low = characters.next()?.hexValue else { return nil }
            bytes.append(high << 4 | low)
        }
        guard characters.next() == nil else { return nil }
        self.init(bytes: bytes)
    }

    /// Of these bytes, the even ones have a hyphen in front.
    private static let hyphensBefore = 4...10
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
    /// The lower-case digit of a value below 16.
    fileprivate init(hexValue value: UInt8) {
        self = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    fileprivate var hexValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
