/// Reads DEFLATE (RFC 1951), as far as it goes.
///
/// What is broken, cut short or beyond the limit ends the reading; what came before it is still something to know.
struct Inflate {
    enum End: Sendable, Equatable {
        case complete, cutShort, broken
        /// There would be more than the limit.
        case limit
    }

    private(set) var output: [UInt8] = []
    private(set) var end = End.complete
    private var bits: BitReader
    private let limit: Int

    init(_ input: Bytes, limit: Int = InspectionLimits.inflated) {
        bits = BitReader(input)
        self.limit = limit
        do throws(Stop) {
            while try !block() {}
        } catch {
            end = error.end
        }
    }

    /// A stream of zlib (RFC 1950): two bytes before it, a checksum behind it that is of no use to who reads a part.
    init(zlib input: Bytes, limit: Int = InspectionLimits.inflated) {
        let header = input.u16(0, .big) ?? 0
        let isZlib = header & 0x0f00 == 0x0800 && header.isMultiple(of: 31) && header & 0x20 == 0
        self.init(isZlib ? input[from: 2] : input, limit: limit)
    }

    fileprivate struct Stop: Error {
        let end: End
    }

    /// One block; whether it was the last.
    private mutating func block() throws(Stop) -> Bool {
        let isLast = try take(1) == 1
        switch try take(2) {
        case 0: try stored()
        case 1: try compressed(HuffmanCode.fixedLengths, HuffmanCode.fixedDistances)
        case 2:
            let (lengths, distances) = try codes()
            try compressed(lengths, distances)
        default: throw Stop(end: .broken)
        }
        return isLast
    }

    private mutating func stored() throws(Stop) {
        bits.alignToByte()
        let count = try take(16)
        guard try take(16) == ~count & 0xffff else { throw Stop(end: .broken) }
        for _ in 0..<count { try put(UInt8(truncatingIfNeeded: try take(8))) }
    }

    private mutating func compressed(_ lengths: HuffmanCode, _ distances: HuffmanCode) throws(Stop) {
        while true {
            let symbol = try take(lengths)
            if symbol < 256 {
                try put(UInt8(truncatingIfNeeded: symbol))
                continue
            }
            if symbol == 256 { return }
            guard symbol - 257 < Inflate.lengths.count else { throw Stop(end: .broken) }
            let (length, extra) = Inflate.lengths[symbol - 257]
            let count = length + (try take(extra))
            let code = try take(distances)
            guard code < Inflate.distances.count else { throw Stop(end: .broken) }
            let (distance, more) = Inflate.distances[code]
            let back = distance + (try take(more))
            guard back <= output.count else { throw Stop(end: .broken) }
            for _ in 0..<count { try put(output[output.count - back]) }
        }
    }

    /// The codes of a block, which are themselves compressed.
    private mutating func codes() throws(Stop) -> (lengths: HuffmanCode, distances: HuffmanCode) {
        let lengthCount = try take(5) + 257
        let distanceCount = try take(5) + 1
        let codeCount = try take(4) + 4
        guard lengthCount <= 286, distanceCount <= 30 else { throw Stop(end: .broken) }
        var sizes = [Int](repeating: 0, count: 19)
        for index in 0..<codeCount { sizes[Inflate.codeOrder[index]] = try take(3) }
        guard let code = HuffmanCode(sizes) else { throw Stop(end: .broken) }
        var all: [Int] = []
        while all.count < lengthCount + distanceCount {
            let symbol = try take(code)
            switch symbol {
            case 0..<16: all.append(symbol)
            case 16:
                guard let last = all.last else { throw Stop(end: .broken) }
                all += repeatElement(last, count: 3 + (try take(2)))
            case 17: all += repeatElement(0, count: 3 + (try take(3)))
            default: all += repeatElement(0, count: 11 + (try take(7)))
            }
        }
        guard all.count == lengthCount + distanceCount, all[256] != 0,
            let lengths = HuffmanCode(Array(all[..<lengthCount]), mayBeOne: true),
            let distances = HuffmanCode(Array(all[lengthCount...]), mayBeOne: true)
        else { throw Stop(end: .broken) }
        return (lengths, distances)
    }

    private mutating func put(_ byte: UInt8) throws(Stop) {
        guard output.count < limit else { throw Stop(end: .limit) }
        output.append(byte)
    }

    private mutating func take(_ count: Int) throws(Stop) -> Int {
        guard let value = bits.take(count) else { throw Stop(end: .cutShort) }
        return value
    }

    private mutating func take(_ code: HuffmanCode) throws(Stop) -> Int {
        var reading = HuffmanCode.Reading()
        while true {
            switch code.step(&reading, try take(1)) {
            case .symbol(let symbol): return symbol
            case .more: continue
            case .invalid: throw Stop(end: .broken)
            }
        }
    }

    private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    /// RFC 1951 3.2.5: each code's smallest value, and how many bits add to it.
    private static let lengths: [(Int, Int)] = [
        (3, 0), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0), (9, 0), (10, 0), (11, 1), (13, 1), (15, 1), (17, 1), (19, 2),
        (23, 2), (27, 2), (31, 2), (35, 3), (43, 3), (51, 3), (59, 3), (67, 4), (83, 4), (99, 4), (115, 4), (131, 5),
        (163, 5), (195, 5), (227, 5), (258, 0),
    ]

    private static let distances: [(Int, Int)] = (0..<30).map { code in
        let extra = max(0, code / 2 - 1)
        return (code < 2 ? code + 1 : (2 + code % 2) << extra + 1, extra)
    }
}
