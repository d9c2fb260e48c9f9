/// The query of a request as its signature covers it: sorted by encoded name, then by encoded value, byte by byte.
///
/// Names may repeat, and a name without a value has an equals sign all the same.
enum CanonicalQuery {
    static func append(
        _ query: ArraySlice<UInt8>,
        where isIncluded: (ArraySlice<UInt8>) -> Bool,
        to bytes: inout [UInt8]
    ) {
        guard !query.isEmpty else { return }
        let sent = query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).filter(isIncluded)
        let items = sent.map { item in
            let parts = item.split(separator: equals, maxSplits: 1, omittingEmptySubsequences: false)
            return EncodedItem(
                name: encodedAgain(parts.first),
                value: encodedAgain(parts.dropFirst().first)
            )
        }
        append(items.sorted(), to: &bytes)
    }

    static func append(_ items: [EncodedItem], to bytes: inout [UInt8]) {
        for (index, item) in items.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: "&")) }
            bytes.append(contentsOf: item.name)
            bytes.append(equals)
            bytes.append(contentsOf: item.value)
        }
    }

    /// A server decodes the query and encodes it in its own way, so what was sent unencoded is signed encoded.
    private static func encodedAgain(_ part: (some Collection<UInt8>)?) -> [UInt8] {
        var bytes: [UInt8] = []
        if let part { PercentEncoding.append(PercentEncoding.decode(part), to: &bytes) }
        return bytes
    }

    private static let equals = UInt8(ascii: "=")
}

/// A name and a value of a query, both percent-encoded.
struct EncodedItem: Comparable {
    let name: [UInt8]
    let value: [UInt8]

    init(name: [UInt8], value: [UInt8]) {
        self.name = name
        self.value = value
    }

    init(_ name: String, _ value: String) {
        var bytes: [UInt8] = []
        PercentEncoding.append(name, to: &bytes)
        self.name = bytes
        bytes.removeAll(keepingCapacity: true)
        PercentEncoding.append(value, to: &bytes)
        self.value = bytes
    }

    static func < (left: EncodedItem, right: EncodedItem) -> Bool {
        left.name == right.name
            ? left.value.lexicographicallyPrecedes(right.value) : left.name.lexicographicallyPrecedes(right.name)
    }
}
