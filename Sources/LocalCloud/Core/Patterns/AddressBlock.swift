/// Addresses of IPv4 or IPv6 that begin alike: `10.0.0.0/24`.
struct AddressBlock: Sendable, Equatable {
    private let address: [UInt8]
    private let length: Int

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count <= 3, parts[1].utf8.allSatisfy(\.isDigit),
            let length = Int(parts[1]), let address = Self.bytes(of: parts[0]), length <= address.count * 8
        else { return nil }
        self.address = address
        self.length = length
    }

    func contains(_ text: String) -> Bool {
        guard let other = Self.bytes(of: text[...]), other.count == address.count else { return false }
        let (whole, rest) = length.quotientAndRemainder(dividingBy: 8)
        guard address.prefix(whole) == other.prefix(whole) else { return false }
        guard rest > 0 else { return true }
        return (address[whole] ^ other[whole]) >> UInt8(8 - rest) == 0
    }

    /// Four or sixteen.
    private static func bytes(of text: Substring) -> [UInt8]? {
        text.contains(":") ? newBytes(of: text) : oldBytes(of: text)
    }

    private static func oldBytes(of text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let bytes = parts.compactMap { part in
            (1...3).contains(part.utf8.count) && part.utf8.allSatisfy(\.isDigit) ? UInt8(part) : nil
        }
        return bytes.count == 4 ? bytes : nil
    }

    /// RFC 4291 2.2: eight groups; one `::` stands for those that are zero; the last two may be written as IPv4.
    private static func newBytes(of text: Substring) -> [UInt8]? {
        var groups = text.split(separator: ":", omittingEmptySubsequences: false)
        var tail: [UInt8] = []
        if let last = groups.last, last.contains(".") {
            guard let bytes = oldBytes(of: last) else { return nil }
            tail = bytes
            groups.removeLast()
        }
        if groups.starts(with: ["", ""]) { groups.removeFirst() }
        if tail.isEmpty, groups.suffix(2) == ["", ""] { groups.removeLast() }
        let gaps = groups.indices.filter { groups[$0].isEmpty }
        guard gaps.count <= 1 else { return nil }
        let head = bytes(of: groups.prefix(gaps.first ?? groups.count))
        let end = bytes(of: groups.suffix(from: gaps.first.map { $0 + 1 } ?? groups.count))
        guard let head, let end else { return nil }
        let missing = 16 - head.count - end.count - tail.count
        guard gaps.isEmpty ? missing == 0 : missing >= 2 else { return nil }
        return head + [UInt8](repeating: 0, count: missing) + end + tail
    }

    private static func bytes(of groups: ArraySlice<Substring>) -> [UInt8]? {
        var bytes: [UInt8] = []
        for group in groups {
            guard (1...4).contains(group.utf8.count), group.utf8.first != UInt8(ascii: "+"),
                let number = UInt16(group, radix: 16)
            else { return nil }
            bytes += [UInt8(number >> 8), UInt8(number & 0xFF)]
        }
        return bytes
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
