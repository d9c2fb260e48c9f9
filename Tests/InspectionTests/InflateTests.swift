import Encoding
import JSON
import Testing

@testable import Inspection

@Suite struct InflateTests {
    private struct Vector: Decodable {
        let symbols: Int
        let period: Int
        let length: Int
        let way: String
        let packed: String

        /// As Tests/samples/deflate.py makes it.
        var content: [UInt8] {
            var state = 1
            return (0..<length).map { index in
                if index % period == 0 { state = 1 }
                state = (state * 1_103_515_245 + 12_345) % (1 << 31)
                return UInt8((state >> 16) % symbols)
            }
        }

        func unpacked() throws -> Bytes { Bytes(try #require(Base64.decode(packed))) }
    }

    private static func vectors() throws -> [Vector] {
        try JSONCodec.decode([Vector].self, from: try contents(of: "samples/deflate.json"))
    }

    @Test func `what zlib packed in any of its ways comes out as it was`() throws {
        let vectors = try Self.vectors()
        #expect(vectors.count > 30)
        for vector in vectors {
            let inflated = Inflate(try vector.unpacked())
            #expect(inflated.output == vector.content, "\(vector.way) \(vector.length)")
            #expect(inflated.end == .complete)
        }
    }

    @Test func `a stream that is cut gives what came before the cut`() throws {
        for vector in try Self.vectors() where vector.length > 1 && vector.length < 5000 {
            let packed = try vector.unpacked()
            let half = Inflate(packed[from: 0, upTo: packed.count / 2])
            #expect(half.end == .cutShort)
            #expect(vector.content.starts(with: half.output))
        }
    }

    @Test func `no more comes out than was allowed`() throws {
        for vector in try Self.vectors() where vector.length > 1000 {
            let inflated = Inflate(try vector.unpacked(), limit: 1000)
            #expect(inflated.end == .limit)
            #expect(inflated.output == Array(vector.content.prefix(1000)))
        }
    }

    @Test(
        arguments: [
            // The third kind of block, a length that is not its complement, a distance before the beginning, a code of
            // lengths that cannot be, a symbol that there is none for.
            [0x07], [0x01, 0x05, 0x00, 0x00, 0x00], [0x4b, 0x04, 0x12, 0x00], [0x05, 0xff, 0xff, 0xff, 0xff],
            [0x1b, 0xff],
        ] as [[UInt8]]
    )
    func `what is no stream ends without a trap`(bytes: [UInt8]) {
        #expect(Inflate(Bytes(bytes)).end != .complete)
    }

    @Test func `any byte may be another`() throws {
        let vector = try #require(try Self.vectors().first { $0.way == "default 9" && $0.length == 2000 })
        let packed = try vector.unpacked().array
        for index in packed.indices {
            for change in [0x01, 0x10, 0x80, 0xff] as [UInt8] {
                var broken = packed
                broken[index] ^= change
                #expect(Inflate(Bytes(broken), limit: 4000).output.count <= 4000)
            }
        }
    }
}
