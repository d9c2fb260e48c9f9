/// A universally unique identifier (RFC 9562).
package struct UUID: Sendable, Hashable {
    /// The first eight bytes, first byte highest.
    let high: UInt64
    let low: UInt64

    package static let `nil` = UUID(high: 0, low: 0)
    package static let max = UUID(high: .max, low: .max)

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Nil unless there are 16 bytes.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        let word: (any Sequence<UInt8>) -> UInt64 = { $0.reduce(0) { $0 << 8 | UInt64($1) } }
        self.init(high: word(bytes.prefix(8)), low: word(bytes.dropFirst(8)))
    }

    package var bytes: [UInt8] {
        [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } }
    }

    /// Nil where the variant is not that of RFC 9562, which alone has versions; so for the nil and the max UUID.
    package var version: Int? {
        low >> 62 == 0b10 ? Int(high >> 12 & 0xf) : nil
    }
}

extension UUID {
    /// 122 random bits.
    package static func v4(from random: some RandomSource) -> UUID {
        var words: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &words) { random.fill($0) }
        return UUID(high: words.0, low: words.1).stamped(version: 4)
    }

    /// The same identifier for the same name, always: the first 16 bytes of SHA-1 over namespace and name.
    package static func v5(namespace: UUID, name: String) -> UUID {
        let digest = SHA1.digest(of: namespace.bytes + name.utf8)
        let word: (Range<Int>) -> UInt64 = { digest[$0].reduce(0) { $0 << 8 | UInt64($1) } }
        return UUID(high: word(0..<8), low: word(8..<16)).stamped(version: 5)
    }

    /// Milliseconds of Unix time, then 74 random bits: identifiers sort by the millisecond of their making.
    ///
    /// Two of the same millisecond are in no order. An instant before 1970 counts as 1970.
    package static func v7(at instant: Instant, from random: some RandomSource) -> UUID {
        var words: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &words) { random.fill($0) }
        let milliseconds = UInt64(clamping: instant.millisecondsSinceEpoch)
        return UUID(high: milliseconds << 16 | words.0 & 0xffff, low: words.1).stamped(version: 7)
    }

    private func stamped(version: UInt64) -> UUID {
        UUID(high: high & ~0xf000 | version << 12, low: low & ~(0b11 << 62) | 0b10 << 62)
    }
}

extension UUID {
    // The namespaces of RFC 9562 6.6.
    package static let dns = namespace(0x6ba7_b810)
    package static let url = namespace(0x6ba7_b811)
    package static let oid = namespace(0x6ba7_b812)
    package static let x500 = namespace(0x6ba7_b814)

    private static func namespace(_ first: UInt64) -> UUID {
        UUID(high: first << 32 | 0x9dad_11d1, low: 0x80b4_00c0_4fd4_30c8)
    }
}

extension UUID: Comparable {
    /// By their bytes from the first on, which is also the order of their texts.
    package static func < (left: UUID, right: UUID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
