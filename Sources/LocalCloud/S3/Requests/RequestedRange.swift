/// Which bytes a request asks for (RFC 9110, section 14.1.2).
package enum RequestedRange: Sendable, Equatable {
    case from(Int)
    case bounds(Int, Int)
    case last(Int)

    /// Nil for what S3 passes over and answers with the whole: other units, several ranges, ends before their start.
    package init?(_ text: String) {
        let unit = "bytes="
        guard text.utf8.starts(with: unit.utf8) else { return nil }
        let ends = text.dropFirst(unit.count).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2 else { return nil }
        switch (Self.number(ends[0].trimmed), Self.number(ends[1].trimmed)) {
        case (let first?, let last?):
            guard first <= last else { return nil }
            self = .bounds(first, last)
        case (let first?, nil):
            guard ends[1].trimmed.isEmpty else { return nil }
            self = .from(first)
        case (nil, let count?):
            guard ends[0].trimmed.isEmpty else { return nil }
            self = .last(count)
        case (nil, nil): return nil
        }
    }

    /// The bytes of so many that it means; nil where there are none.
    package func bytes(of count: Int) -> Range<Int>? {
        switch self {
        case .from(let first): first < count ? first..<count : nil
        case .bounds(let first, let last): first < count ? first..<min(last, count - 1) + 1 : nil
        case .last(let length): length > 0 && count > 0 ? max(0, count - length)..<count : nil
        }
    }

    /// Digits alone; a number too large to be one is as large as can be.
    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        return Int(text) ?? Int.max
    }
}
