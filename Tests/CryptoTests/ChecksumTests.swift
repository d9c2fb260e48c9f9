import Crypto
import Testing
import Time

@Suite struct ChecksumTests {
    /// The check values of both algorithms are those of "123456789" in the catalogue of CRC algorithms (reveng).
    @Test func `the catalogue's check values come out`() {
        let digits = Array("123456789".utf8)
        #expect(CRC32.checksum(of: digits) == 0xcbf4_3926)
        #expect(CRC64NVME.checksum(of: digits) == 0xae8b_1486_0a79_9888)
    }

    /// From the NVM Command Set Specification's test cases of its 64-bit CRC: 4 KiB of one kind of byte each.
    @Test func `the NVM Express standard's examples come out`() {
        #expect(CRC64NVME.checksum(of: [UInt8](repeating: 0, count: 4_096)) == 0x6482_d367_eb22_b64e)
        #expect(CRC64NVME.checksum(of: [UInt8](repeating: 0xff, count: 4_096)) == 0xc0dd_ba73_02ec_a3ac)
    }

    @Test func `nothing sums to zero`() {
        #expect(CRC32().value == 0)
        #expect(CRC64NVME().value == 0)
        #expect(CRC32.checksum(of: []) == 0)
    }

    @Test func `a header has the high byte first`() {
        var (short, long) = (CRC32(), CRC64NVME())
        short.update(Array("123456789".utf8))
        long.update(Array("123456789".utf8))
        #expect(short.bytes == [0xcb, 0xf4, 0x39, 0x26])
        #expect(long.bytes == [0xae, 0x8b, 0x14, 0x86, 0x0a, 0x79, 0x98, 0x88])
    }

    /// Bit by bit, as the definition has it.
    private func slowly(_ bytes: [UInt8]) -> (UInt32, UInt64) {
        var (short, long) = (UInt32.max, UInt64.max)
        for byte in bytes {
            short ^= UInt32(byte)
            long ^= UInt64(byte)
            for _ in 0..<8 {
                short = short & 1 == 0 ? short >> 1 : short >> 1 ^ 0xedb8_8320
                long = long & 1 == 0 ? long >> 1 : long >> 1 ^ 0x9a6c_9329_ac4b_c9b5
            }
        }
        return (~short, ~long)
    }

    @Test func `bytes of any number, in pieces of any size, sum to what the definition says`() {
        let random = SeededRandom(seed: 16)
        var generator = random.generator
        for count in 0..<200 {
            let bytes = random.bytes(count)
            var (short, long) = (CRC32(), CRC64NVME())
            var rest = bytes[...]
            while !rest.isEmpty {
                let piece = Array(rest.prefix(Int.random(in: 1...50, using: &generator)))
                short.update(piece)
                long.update(piece)
                rest = rest.dropFirst(piece.count)
            }
            #expect((short.value, long.value) == slowly(bytes))
            #expect(short.count == count)
        }
    }

    @Test func `parts that were summed by themselves are put together`() {
        let random = SeededRandom(seed: 17)
        var generator = random.generator
        for _ in 0..<100 {
            var (short, long) = (CRC32(), CRC64NVME())
            var whole: [UInt8] = []
            for _ in 0..<4 {
                let part = random.bytes(Int.random(in: 0...300, using: &generator))
                var (nextShort, nextLong) = (CRC32(), CRC64NVME())
                nextShort.update(part)
                nextLong.update(part)
                short.append(nextShort)
                long.append(nextLong)
                whole += part
            }
            let tail = random.bytes(5)
            short.update(tail)
            long.update(tail)
            whole += tail
            #expect(short.value == CRC32.checksum(of: whole))
            #expect(long.value == CRC64NVME.checksum(of: whole))
            #expect(short.count == whole.count)
        }
    }
}
