import AWSClient
import Time

/// Where an item lies in a table or an index: bytes whose order is that of the items.
///
/// First a hash of the partition's key, as AWS spreads partitions; then the key of the partition and that of the
/// item in it, each with an end that sorts before everything that could go on.
struct ItemKey: Hashable, Sendable {
    private(set) var bytes: [UInt8] = []

    init(partition: AttributeValue) {
        let value = partition.orderedBytes
        withUnsafeBytes(of: Self.hash(value).bigEndian) { bytes.append(contentsOf: $0) }
        append(value)
        end()
    }

    /// Where a segment of a scan begins, out of so many.
    init(segment: Int, of total: Int) {
        let start = UInt64(total).dividingFullWidth((UInt64(segment), 0))
        let first = start.quotient + (start.remainder > 0 ? 1 : 0)
        bytes = withUnsafeBytes(of: first.bigEndian) { Array($0) }
    }

    /// Of an end in the order of ends; those of one second by what ends.
    init(end: Instant, of key: ItemKey? = nil) {
        let seconds = UInt64(bitPattern: end.secondsSinceEpoch) ^ 1 << 63
        bytes = withUnsafeBytes(of: seconds.bigEndian) { Array($0) } + (key?.bytes ?? [])
    }

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Before everything, and behind everything that there can be.
    static let first = ItemKey(bytes: [])
    static let last = ItemKey(bytes: [UInt8](repeating: 0xff, count: 16))

    func then(_ value: AttributeValue) -> ItemKey {
        var key = startingWith(value)
        key.end()
        return key
    }

    /// Of what goes on with these bytes, whatever comes behind them.
    func startingWith(_ value: AttributeValue) -> ItemKey {
        var key = self
        key.append(value.orderedBytes)
        return key
    }

    /// Behind everything that begins with these bytes.
    var behindAll: ItemKey {
        var bytes = bytes
        while let last = bytes.popLast() {
            if last < 0xff { return ItemKey(bytes: bytes + [last + 1]) }
        }
        return .last
    }

    /// Right behind this one.
    var next: ItemKey { ItemKey(bytes: bytes + [0]) }

    /// A nought in a value is told from its end by the byte behind it.
    private mutating func append(_ value: [UInt8]) {
        bytes.reserveCapacity(bytes.count + value.count + 2)
        for byte in value {
            bytes.append(byte)
            if byte == 0 { bytes.append(0xff) }
        }
    }

    private mutating func end() {
        bytes.append(0)
        bytes.append(1)
    }

    /// FNV-1a, and a finish that moves every bit of it, for similar keys must not lie in one segment.
    private static func hash(_ bytes: [UInt8]) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ hash >> 33
    }
}

extension ItemKey: Comparable {
    static func < (left: ItemKey, right: ItemKey) -> Bool {
        left.bytes.withUnsafeBytes { one in
            right.bytes.withUnsafeBytes { two in
                let shared = min(one.count, two.count)
                var index = 0
                while index < shared, one[index] == two[index] { index += 1 }
                return index < shared ? one[index] < two[index] : one.count < two.count
            }
        }
    }
}

extension AttributeValue {
    /// Bytes in the order of the values of a key: keys have no types but these.
    fileprivate var orderedBytes: [UInt8] {
        switch self {
        case .string(let text): Array(text.utf8)
        case .binary(let bytes): bytes
        case .number(let text): DecimalNumber(lenient: text)?.orderedBytes ?? []
        case .bool, .null, .map, .list, .stringSet, .numberSet, .binarySet: []
        }
    }
}
