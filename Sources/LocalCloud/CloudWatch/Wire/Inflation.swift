/// What is wrong with something compressed.
enum InflationFault: Error, Equatable {
    case endsEarly
    case malformed
    case tooLong(limit: Int)
}

/// Undoes DEFLATE (RFC 1951).
struct Inflation {
    private let input: ArraySlice<UInt8>
    private let limit: Int
    private var place: Int
    private var bits: UInt32 = 0
    private var bitCount = 0
    private var output: [UInt8] = []

    /// The bytes, and where in the input what was compressed ends.
    static func bytes(of input: ArraySlice<UInt8>, atMost limit: Int) throws(InflationFault) -> ([UInt8], end: Int) {
        var inflation = Inflation(input: input, limit: limit, place: input.startIndex)
        while try inflation.block() {}
        return (inflation.output, inflation.place)
    }

    private init(input: ArraySlice<UInt8>, limit: Int, place: Int) {
        (self.input, self.limit, self.place) = (input, limit, place)
    }

    /// Whether there is another behind it.
    private mutating func block() throws(InflationFault) -> Bool {
        let isLast = try take(1) == 1
        switch try take(2) {
        case 0: try stored()
        case 1: try coded(Self.fixedLiterals, Self.fixedDistances)
        case 2:
            let (literals, distances) = try tables()
            try coded(literals, distances)
        case _: throw .malformed
        }
        return !isLast
    }

    private mutating func stored() throws(InflationFault) {
        (bits, bitCount) = (0, 0)
        let (length, complement) = (try take(16), try take(16))
        guard length == ~complement & 0xFFFF else { throw .malformed }
        guard place + length <= input.endIndex else { throw .endsEarly }
        try reserve(length)
        output += input[place..<(place + length)]
        place += length
    }

    private mutating func coded(_ literals: HuffmanTable, _ distances: HuffmanTable) throws(InflationFault) {
        while true {
            let symbol = try next(literals)
            switch symbol {
            case 0..<256:
                try reserve(1)
                output.append(UInt8(symbol))
            case 256: return
            case 257..<286:
                let (length, extra) = Self.lengths[symbol - 257]
                let count = length + (try take(extra))
                let code = try next(distances)
                guard code < Self.distances.count else { throw .malformed }
                let (distance, more) = Self.distances[code]
                try copy(count, from: distance + (try take(more)))
            case _: throw .malformed
            }
        }
    }

    /// What lies so far back, which may run into what is being copied.
    private mutating func copy(_ count: Int, from distance: Int) throws(InflationFault) {
        guard distance <= output.count else { throw .malformed }
        try reserve(count)
        for _ in 0..<count { output.append(output[output.count - distance]) }
    }

    private func reserve(_ count: Int) throws(InflationFault) {
        if output.count + count > limit { throw .tooLong(limit: limit) }
    }

    private mutating func tables() throws(InflationFault) -> (HuffmanTable, HuffmanTable) {
        let (literals, distances, codes) = (try take(5) + 257, try take(5) + 1, try take(4) + 4)
        var codeLengths = [Int](repeating: 0, count: 19)
        for place in Self.order.prefix(codes) { codeLengths[place] = try take(3) }
        let table = try HuffmanTable(codeLengths)
        var lengths: [Int] = []
        while lengths.count < literals + distances {
            switch try next(table) {
            case let length where length < 16: lengths.append(length)
            case 16:
                guard let last = lengths.last else { throw .malformed }
                lengths += Array(repeating: last, count: 3 + (try take(2)))
            case 17: lengths += Array(repeating: 0, count: 3 + (try take(3)))
            case _: lengths += Array(repeating: 0, count: 11 + (try take(7)))
            }
        }
        guard lengths.count == literals + distances, lengths[256] > 0 else { throw .malformed }
        return (try HuffmanTable(Array(lengths.prefix(literals))), try HuffmanTable(Array(lengths.dropFirst(literals))))
    }

    private mutating func next(_ table: HuffmanTable) throws(InflationFault) -> Int {
        var cursor = HuffmanTable.Cursor()
        while true {
            if let symbol = table.symbol(after: try take(1), &cursor) { return symbol }
            if cursor.length > HuffmanTable.longest { throw .malformed }
        }
    }

    /// The lowest bit first.
    private mutating func take(_ count: Int) throws(InflationFault) -> Int {
        while bitCount < count {
            guard place < input.endIndex else { throw .endsEarly }
            bits |= UInt32(input[place]) << UInt32(bitCount)
            bitCount += 8
            place += 1
        }
        defer {
            bits >>= UInt32(count)
            bitCount -= count
        }
        return Int(bits & (1 << UInt32(count) - 1))
    }

    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    private static let fixedLiterals = HuffmanTable(
        unchecked: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
    )
    private static let fixedDistances = HuffmanTable(unchecked: Array(repeating: 5, count: 30))
    private static let lengths = ladder(from: 3, steps: 28, perRow: 4, flat: 8) + [(258, 0)]
    private static let distances = ladder(from: 1, steps: 30, perRow: 2, flat: 4)

    /// Each row of codes stands for twice as many values as the one before, in bits of their own.
    private static func ladder(from first: Int, steps: Int, perRow: Int, flat: Int) -> [(start: Int, bits: Int)] {
        var (start, ladder) = (first, [(start: Int, bits: Int)]())
        for step in 0..<steps {
            let bits = step < flat ? 0 : step / perRow - 1
            ladder.append((start, bits))
            start += 1 << bits
        }
        return ladder
    }
}

/// Codes by their lengths, as DEFLATE tells them.
struct HuffmanTable {
    /// How far one has come in a code.
    struct Cursor {
        fileprivate(set) var length = 0
        fileprivate var code = 0
        fileprivate var first = 0
        fileprivate var index = 0
    }

    static let longest = 15
    private var counts = [Int](repeating: 0, count: longest + 1)
    private var symbols: [Int] = []

    /// Not all lengths make codes: there may not be more of them than there are bits for.
    init(_ lengths: [Int]) throws(InflationFault) {
        self.init(unchecked: lengths)
        var left = 1
        for count in counts.dropFirst() {
            left = left * 2 - count
            if left < 0 { throw .malformed }
        }
    }

    init(unchecked lengths: [Int]) {
        for length in lengths where length > 0 { counts[length] += 1 }
        symbols = lengths.indices.filter { lengths[$0] > 0 }.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
    }

    /// The symbol whose code ends with this bit; nil where the code goes on.
    func symbol(after bit: Int, _ cursor: inout Cursor) -> Int? {
        cursor.length += 1
        guard cursor.length <= Self.longest else { return nil }
        cursor.code |= bit
        let count = counts[cursor.length]
        if cursor.code - cursor.first < count { return symbols[cursor.index + cursor.code - cursor.first] }
        cursor.index += count
        cursor.first = (cursor.first + count) << 1
        cursor.code <<= 1
        return nil
    }
}
