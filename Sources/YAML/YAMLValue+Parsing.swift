import JSON

extension YAMLValue {
    /// Reads a text of one document.
    ///
    /// JSON is YAML, but where the two differ such a text is read as JSON.
    package init(parsing text: [UInt8], limits: YAMLLimits = .standard) throws(YAMLError) {
        guard text.count <= limits.bytes else { throw YAMLError(.tooLong(limit: limits.bytes), at: .start) }
        let isJSON = text.isJSON
        var composer = try Composer(isJSON ? text.withLongEscapes : text, limits: limits, isJSON: isJSON)
        self = try composer.document()
    }
}

extension [UInt8] {
    /// Whether the whole text is JSON; a text in YAML's braces may not be.
    fileprivate var isJSON: Bool {
        guard first(where: { !$0.isJSONSpace }) == UInt8(ascii: "{") else { return false }
        do {
            _ = try JSONValue(parsing: self, limits: JSONLimits(depth: 1_000))
            return true
        } catch {
            // Perhaps it is YAML; what is neither is refused in YAML's words.
            return false
        }
    }

    /// With each pair of surrogates that is written as two escapes as YAML's one escape for it.
    ///
    /// That is two characters shorter, so places after it on the same line are two too low.
    fileprivate var withLongEscapes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        var index = startIndex
        while index < endIndex {
            if self[index] != UInt8(ascii: "\\") || index + 1 == endIndex {
                result.append(self[index])
                index += 1
            } else if let high = escapedUnit(at: index), 0xD800..<0xDC00 ~= high,
                let low = escapedUnit(at: index + 6), 0xDC00..<0xE000 ~= low
            {
                let scalar = 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
                let digits = String(scalar, radix: 16)
                result += "\\U".utf8
                result += String(repeating: "0", count: 8 - digits.count).utf8
                result += digits.utf8
                index += 12
            } else {
                result += self[index...index + 1]
                index += 2
            }
        }
        return result
    }

    private func escapedUnit(at index: Int) -> UInt32? {
        guard index + 6 <= endIndex, self[index] == UInt8(ascii: "\\"), self[index + 1] == UInt8(ascii: "u") else {
            return nil
        }
        return UInt32(String(decoding: self[index + 2..<index + 6], as: UTF8.self), radix: 16)
    }
}

extension UInt8 {
    fileprivate var isJSONSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
