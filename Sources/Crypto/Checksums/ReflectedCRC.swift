/// A cyclic redundancy check whose bits are taken lowest first, with all ones at the start and inverted at the end.
///
/// Sixteen bytes are taken at a time, each through a table of its own ("slicing", Kounavis and Berry 2005): the same
/// speed on every processor, and no instruction that one of them lacks.
struct ReflectedCRC<Word: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    /// Without its highest term, the term of x⁰ in the highest bit.
    private let polynomial: Word
    /// Sixteen tables of 256, one after the other: the n-th holds what a byte becomes after n more bytes of zeros.
    private let tables: [Word]

    private static var slices: Int { 16 }

    init(polynomial: Word) {
        self.polynomial = polynomial
        var tables = [Word](repeating: 0, count: Self.slices * 256)
        for byte in 0..<256 {
            var word = Word(byte)
            for _ in 0..<8 { word = word & 1 == 0 ? word >> 1 : word >> 1 ^ polynomial }
            tables[byte] = word
        }
        for index in 256..<tables.count {
            let word = tables[index - 256]
            tables[index] = word >> 8 ^ tables[Int(truncatingIfNeeded: word & 0xff)]
        }
        self.tables = tables
    }

    /// The register after these bytes.
    @inline(__always)
    func advance(_ register: Word, over bytes: UnsafeRawBufferPointer) -> Word {
        tables.withUnsafeBufferPointer { tables in
            var register = register
            var offset = 0
            while offset &+ Self.slices <= bytes.count {
                let low = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                let high = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self))
                register =
                    Self.eight(of: low ^ UInt64(register), tables, from: 15)
                    ^ Self.eight(of: high, tables, from: 7)
                offset &+= Self.slices
            }
            while offset < bytes.count {
                register = register >> 8 ^ tables[Int(UInt8(truncatingIfNeeded: register) ^ bytes[offset])]
                offset &+= 1
            }
            return register
        }
    }

    /// Eight bytes, lowest first, through eight tables, the highest first.
    @inline(__always)
    private static func eight(of bytes: UInt64, _ tables: UnsafeBufferPointer<Word>, from last: Int) -> Word {
        var sum: Word = 0
        for position in 0..<8 {
            let byte = Int(UInt8(truncatingIfNeeded: bytes >> UInt64(8 &* position)))
            sum ^= tables[(last &- position) &* 256 &+ byte]
        }
        return sum
    }

    /// The check of two parts, one after the other, from their own checks and the length of the second.
    func combine(_ first: Word, _ second: Word, countOfSecond count: Int) -> Word {
        // x⁸, to the power of the count: each byte moves the first part's remainder eight places up.
        var power = (1 << (Word.bitWidth - 1)) as Word
        var square = (1 << (Word.bitWidth - 1 - 8)) as Word
        var rest = count
        while rest > 0 {
            if rest & 1 == 1 { power = multiply(power, square) }
            square = multiply(square, square)
            rest >>= 1
        }
        return multiply(first, power) ^ second
    }

    /// The product of two polynomials, modulo ours.
    private func multiply(_ left: Word, _ right: Word) -> Word {
        var sum: Word = 0
        var right = right
        for position in (0..<Word.bitWidth).reversed() {
            if left >> Word(position) & 1 == 1 { sum ^= right }
            right = right & 1 == 0 ? right >> 1 : right >> 1 ^ polynomial
        }
        return sum
    }
}
