/// A part of a file that comes in parts.
package struct Chunk: Hashable, Sendable {
    /// From 0.
    package let index: Int
    package let size: ByteCount
    package let sha256: FileHash

    package init(index: Int, size: ByteCount, sha256: FileHash) {
        self.index = index
        self.size = size
        self.sha256 = sha256
    }
}

extension Chunk: Comparable {
    /// Chunks of one index stand beside each other, so that two that differ are seen.
    package static func < (left: Chunk, right: Chunk) -> Bool {
        (left.index, left.size, left.sha256.hex) < (right.index, right.size, right.sha256.hex)
    }
}

/// The chunks that have come, in any order and some of them twice.
package struct ChunkTally: Sendable, Equatable {
    package let seen: Set<Chunk>

    package init(seen: Set<Chunk>) {
        self.seen = seen
    }

    /// An index that came with two contents: whoever sent them, the file is not to be trusted.
    package var contradiction: Int? {
        let sorted = seen.sorted()
        return zip(sorted, sorted.dropFirst()).first { $0.index == $1.index }?.0.index
    }

    /// Whether chunks 0 to `count` - 1 are there and nothing else.
    package func isComplete(_ count: Int) -> Bool {
        seen.count == count && contradiction == nil && seen.allSatisfy { (0..<count).contains($0.index) }
    }
}
