import AWSClient

/// The keys of a bucket in the order of their bytes.
///
/// They lie in blocks of a few hundred, so that one more key among a million moves no more than one block.
struct KeyOrder: Sendable {
    private var blocks: [[ObjectKey]] = []

    private static let longestBlock = 512

    /// A key that is not there yet.
    mutating func insert(_ key: ObjectKey) {
        let bytes = Array(key.text.utf8)
        let index = max(0, block(holding: bytes))
        guard blocks.indices.contains(index) else { return blocks.append([key]) }
        let place = Self.place(of: bytes, in: blocks[index])
        blocks[index].insert(key, at: place)
        guard blocks[index].count > Self.longestBlock else { return }
        let half = blocks[index].count / 2
        let upper = Array(blocks[index][half...])
        blocks[index].removeSubrange(half...)
        blocks.insert(upper, at: index + 1)
    }

    mutating func remove(_ key: ObjectKey) {
        let bytes = Array(key.text.utf8)
        let index = block(holding: bytes)
        guard blocks.indices.contains(index) else { return }
        let place = Self.place(of: bytes, in: blocks[index])
        guard blocks[index].indices.contains(place), blocks[index][place] == key else { return }
        blocks[index].remove(at: place)
        if blocks[index].isEmpty { blocks.remove(at: index) }
    }

    /// The first key that is not before these bytes.
    func first(from bytes: [UInt8]) -> ObjectKey? {
        let index = max(0, block(holding: bytes))
        guard blocks.indices.contains(index) else { return nil }
        let place = Self.place(of: bytes, in: blocks[index])
        if blocks[index].indices.contains(place) { return blocks[index][place] }
        return blocks.indices.contains(index + 1) ? blocks[index + 1].first : nil
    }

    var isEmpty: Bool { blocks.isEmpty }

    /// The last block that begins at or before these bytes; -1 where all begin behind them.
    private func block(holding bytes: [UInt8]) -> Int {
        var (low, high) = (0, blocks.count)
        while low < high {
            let middle = (low + high) / 2
            if Self.isBefore(bytes, blocks[middle][0]) { high = middle } else { low = middle + 1 }
        }
        return low - 1
    }

    /// Where the first key lies that is not before these bytes.
    private static func place(of bytes: [UInt8], in keys: [ObjectKey]) -> Int {
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle].text.utf8.lexicographicallyPrecedes(bytes) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func isBefore(_ bytes: [UInt8], _ key: ObjectKey) -> Bool {
        bytes.lexicographicallyPrecedes(key.text.utf8)
    }
}
