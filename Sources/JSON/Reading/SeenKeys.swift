/// The keys of all objects that are open, to find the one that comes twice.
///
/// An object of a few keys is compared pair by pair, but only where a 64-bit filter says that there may be a pair.
/// Larger objects wait for their end and then go through one hash table: a hostile object of a hundred thousand keys
/// takes time in proportion, and the seed of the hash is the process's own secret.
struct SeenKeys {
    /// Up to here comparing pairs is faster than hashing.
    private static let few = 32

    private struct Key {
        let fingerprint: UInt32
        let node: UInt32
    }

    /// Which of the keys belong to one open object.
    struct Scope {
        fileprivate let first: Int
        fileprivate var filter: UInt64 = 0
    }

    private var keys: [Key] = []

    func begin() -> Scope {
        Scope(first: keys.count)
    }

    /// Takes note of a key; false if it is known to be the second of its name.
    mutating func add(
        _ index: Int,
        to scope: inout Scope,
        nodes: [Node],
        text: Span<UInt8>,
        unescaped: [UInt8]
    ) -> Bool {
        let node = nodes[index]
        let print = Self.fingerprint(of: node, node.kind == .plain ? text : unescaped.span)
        let bit: UInt64 = 1 << UInt64((print &* 0x9E37_79B1) >> 26)
        if scope.filter & bit == 0 {
            scope.filter |= bit
        } else if keys.count - scope.first <= Self.few {
            for other in scope.first..<keys.count where keys[other].fingerprint == print {
                let twin = nodes[Int(keys[other].node)]
                if Self.areEqual(node, twin, text: text, unescaped: unescaped) { return false }
            }
        }
        keys.append(Key(fingerprint: print, node: UInt32(truncatingIfNeeded: index)))
        return true
    }

    /// Forgets the innermost object; gives the node of a key that it has twice, if there is one.
    mutating func end(_ scope: Scope, nodes: [Node], text: Span<UInt8>, unescaped: [UInt8]) -> Int? {
        defer { keys.removeLast(keys.count - scope.first) }
        let count = keys.count - scope.first
        guard count > Self.few else { return nil }

        let mask = (count &* 4).nextPowerOfTwo - 1
        var table = [UInt32](repeating: .max, count: mask + 1)
        for key in keys[scope.first...] {
            let node = nodes[Int(key.node)]
            var slot = Self.hash(of: node, node.kind == .plain ? text : unescaped.span) & mask
            while table[slot] != .max {
                let twin = nodes[Int(table[slot])]
                if Self.areEqual(node, twin, text: text, unescaped: unescaped) { return Int(key.node) }
                slot = (slot + 1) & mask
            }
            table[slot] = key.node
        }
        return nil
    }

    /// Tells most keys apart at the price of a few instructions; what it cannot tell apart is compared.
    private static func fingerprint(of node: Node, _ characters: Span<UInt8>) -> UInt32 {
        let count = node.high - node.low
        guard count > 0 else { return 0 }
        let first = UInt32(characters[node.low])
        let middle = UInt32(characters[node.low + count / 2])
        let last = UInt32(characters[node.high - 1])
        return UInt32(truncatingIfNeeded: count) << 24 ^ first << 16 ^ middle << 8 ^ last
    }

    private static func hash(of node: Node, _ characters: Span<UInt8>) -> Int {
        var hasher = Hasher()
        characters.bytes.withUnsafeBytes { all in
            hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: all[node.low..<node.high]))
        }
        return hasher.finalize()
    }

    private static func areEqual(_ one: Node, _ two: Node, text: Span<UInt8>, unescaped: [UInt8]) -> Bool {
        let count = one.high - one.low
        guard two.high - two.low == count else { return false }
        let ones = one.kind == .plain ? text : unescaped.span
        let twos = two.kind == .plain ? text : unescaped.span
        for offset in 0..<count where ones[one.low + offset] != twos[two.low + offset] { return false }
        return true
    }
}

extension Int {
    fileprivate var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}
