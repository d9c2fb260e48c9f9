/// A canonical code of DEFLATE: which symbols have codes of which length says it all (RFC 1951 3.2.2).
struct HuffmanCode: Sendable {
    /// How many codes there are of each length, from 0 to 15.
    private var counts = [Int](repeating: 0, count: 16)
    /// In the order of their codes.
    private var symbols: [Int] = []

    /// Nil for lengths that no code can have; one that leaves codes unused is sound only where it has one code.
    init?(_ lengths: [Int], mayBeOne: Bool = false) {
        for length in lengths { counts[length] += 1 }
        var left = 1
        for length in 1...15 {
            left = left * 2 - counts[length]
            guard left >= 0 else { return nil }
        }
        let used = lengths.count - counts[0]
        guard left == 0 || (mayBeOne && used <= 1) else { return nil }
        for length in 1...15 {
            for (symbol, own) in lengths.enumerated() where own == length { symbols.append(symbol) }
        }
    }

    /// Where the reading of one symbol stands.
    struct Reading {
        fileprivate var code = 0
        fileprivate var first = 0
        fileprivate var index = 0
        fileprivate var length = 0
    }

    enum Step {
        case symbol(Int)
        case more
        /// No code begins so.
        case invalid
    }

    /// Takes one bit more.
    func step(_ reading: inout Reading, _ bit: Int) -> Step {
        reading.length += 1
        guard reading.length <= 15 else { return .invalid }
        reading.code |= bit
        let count = counts[reading.length]
        if reading.code - reading.first < count {
            return .symbol(symbols[reading.index + reading.code - reading.first])
        }
        reading.index += count
        reading.first = (reading.first + count) << 1
        reading.code <<= 1
        return .more
    }

    static let fixedLengths = HuffmanCode(
        fixed: Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112) + Array(repeating: 7, count: 24)
            + Array(repeating: 8, count: 8)
    )
    /// Thirty-two, of which two never occur: with them the code is complete.
    static let fixedDistances = HuffmanCode(fixed: Array(repeating: 5, count: 32))

    private init(fixed lengths: [Int]) {
        for length in lengths { counts[length] += 1 }
        for length in 1...15 {
            for (symbol, own) in lengths.enumerated() where own == length { symbols.append(symbol) }
        }
    }
}

/// Bits of bytes, the lowest first.
struct BitReader {
    private let bytes: Bytes
    private var index = 0
    private var held = 0
    private var heldCount = 0

    init(_ bytes: Bytes) {
        self.bytes = bytes
    }

    /// Up to 16 bits as a number; nil past the end.
    mutating func take(_ count: Int) -> Int? {
        while heldCount < count {
            guard let byte = bytes[index] else { return nil }
            index += 1
            held |= Int(byte) << heldCount
            heldCount += 8
        }
        let value = held & (1 << count - 1)
        held >>= count
        heldCount -= count
        return value
    }

    mutating func alignToByte() {
        held = 0
        heldCount = 0
    }
}
