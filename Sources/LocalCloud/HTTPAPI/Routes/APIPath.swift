import AWSClient

/// A request's path, segment by segment and decoded.
struct APIPath: Sendable, Equatable {
    /// None of `/`; the last is empty where the path ends with a slash.
    let segments: [String]

    /// Nil where there is no slash first, a percent sign stands alone, or what it stands for is no UTF-8.
    init?(_ path: Substring) {
        guard path.utf8.first == UInt8(ascii: "/") else { return nil }
        var segments: [String] = []
        // Bytes, for a slash with an accent on it is a slash all the same.
        for part in path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let segment = String(strictlyDecoding: part) else { return nil }
            segments.append(segment)
        }
        self.init(segments: segments == [""] ? [] : segments)
    }

    init(segments: [String]) {
        self.segments = segments
    }

    var first: String? { segments.first }

    /// What is left behind the name of a stage.
    func dropFirst() -> APIPath {
        let rest = Array(segments.dropFirst())
        return APIPath(segments: rest == [""] ? [] : rest)
    }

    /// As functions are told it, who get it decoded.
    var text: String { "/" + segments.joined(separator: "/") }
}

extension String {
    fileprivate init?(strictlyDecoding text: Substring.UTF8View) {
        var rest = text
        while let percent = rest.firstIndex(of: UInt8(ascii: "%")) {
            let digits = rest[percent...].dropFirst().prefix(2)
            guard digits.count == 2, digits.allSatisfy(\.isHexDigit) else { return nil }
            rest = rest[percent...].dropFirst(3)
        }
        self.init(validating: PercentEncoding.decode(text), as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool {
        let lower = self | 0x20
        return (self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9"))
            || (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "f"))
    }
}
