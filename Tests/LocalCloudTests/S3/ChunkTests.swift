import AWSClient
import Crypto
import Encoding
import HTTP
import LocalCloud
import TestKit
import Testing

/// Bodies in the chunks of `aws-chunked`.
struct ChunkTests {
    private static let object: [UInt8] = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 13 &+ $0 >> 8) }
    private let house: House

    init() throws {
        house = try House()
    }

    @Test func `a streamed upload is checked chunk by chunk and by its trailer, and comes back`() async throws {
        let s3 = try await house.s3(with: .named())
        let input = try PutObjectInput(
            bucket: .named(),
            key: ObjectKey("k"),
            body: .stream(SlicedSource(Self.object, by: 999), length: Self.object.count)
        )
        let stored = try await s3.putObject(input)
        #expect(stored.checksums == [ObjectChecksum(.crc32, ChecksumAlgorithm.crc32.sum(of: Self.object))])
        #expect(try await s3.get("k") == Self.object)
        let raw = try await house.send("HEAD", "/documents/k")
        #expect(raw.headers["Content-Encoding"] == nil)
    }

    /// The request of a streamed upload as it goes out, with something changed on the way.
    private func put(_ change: ([UInt8]) -> [UInt8]) async throws -> RawAnswer {
        let chunks = Array(Self.object.prefix(70_000))
        let sum = SHA256Trailer()
        var headers = ChunkedUpload.headers(decodedLength: chunks.count, checksum: sum)
        headers.add("Content-Length", "\(ChunkedUpload.encodedLength(of: chunks.count, isSigned: true, checksum: sum))")
        var request = house.request("PUT", "/documents/k", headers)
        let signer = Signer(region: "us-east-1", service: "s3", keys: SigningKeys())
        let seed = try signer.sign(
            &request,
            payload: ChunkedUpload.payload(isSigned: true, hasTrailer: true),
            with: House.credentials,
            at: house.clock.now
        )
        let upload = ChunkedUpload(.signed(seed), checksum: sum)
        let source = ChunkedSource(SlicedSource(chunks, by: 70_000), as: upload)
        var body: [UInt8] = []
        while case let piece = try await source.next(atMost: 65_536), !piece.isEmpty { body += piece }
        request.body = .stream(SlicedSource(change(body), by: 1_001), length: nil)
        return try await house.carry(request)
    }

    @Test func `nothing of a body in chunks can be changed, left out or added`() async throws {
        _ = try await house.s3(with: .named())
        #expect(try await put { $0 }.status == 200)
        let changes: [(String, ([UInt8]) -> [UInt8])] = [
            ("a byte of the first chunk", { $0.changed(at: 200) }),
            ("a byte of the last chunk", { $0.changed(at: 67_000) }),
            ("a digit of a signature", { $0.changed(at: 30) }),
            ("the trailer", { $0.changed(at: $0.count - 100) }),
            ("the end", { Array($0.dropLast(1)) }), ("the trailer's all", { Array($0.dropLast(170)) }),
            ("more behind the end", { $0 + [1] }), ("nothing at all", { _ in [] }),
            ("the beginning", { Array($0.dropFirst(1)) }),
        ]
        for (what, change) in changes {
            let raw = try await put(change)
            #expect(raw.status == 400 || raw.status == 403, "\(what)")
        }
    }

    @Test(arguments: [
        ("5\r\nhello\r\n0\r\n\r\n", 200), ("5;chunk-signature=x\r\nhello\r\n0\r\n\r\n", 200),
        ("2\r\nhe\r\n3\r\nllo\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", 200),
        ("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", 400),
        ("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:x\r\n\r\n", 400),
        ("5\r\nhello\r\n0\r\n", 400), ("5\nhello\n0\n\n", 400), ("-5\r\nhello\r\n0\r\n\r\n", 400),
        ("x\r\nhello\r\n0\r\n\r\n", 400), ("5\r\nhello0\r\n\r\n", 400), ("4\r\nhello\r\n0\r\n\r\n", 400),
        ("FFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n", 400), ("6\r\nhello!\r\n0\r\n\r\n", 400), ("\r\n", 400),
        ("4\r\nhell\r\n0\r\n\r\n", 400),
    ])
    func `chunks that nobody signed are taken as they are written`(body: String, status: Int) async throws {
        _ = try await house.s3(with: .named())
        let hasSum = body.contains("crc32")
        var headers: WebHeaders = ["x-amz-decoded-content-length": "5", "Content-Encoding": "gzip,aws-chunked"]
        if hasSum { headers.add("x-amz-trailer", "x-amz-checksum-crc32") }
        let raw = try await house.send(
            "PUT",
            "/documents/k",
            headers,
            body: Array(body.utf8),
            payload: .unsignedChunksWithTrailer
        )
        #expect(raw.status == status)
        let get = try await house.send("GET", "/documents/k")
        #expect(status == 200 ? get.text == "hello" && get.headers["Content-Encoding"] == "gzip" : get.status == 404)
    }

    @Test(arguments: [1, 2, 7, 64, 100_000])
    func `pieces of any size make the same bytes`(_ size: Int) throws {
        let text = Array("5\r\nhello\r\n6;a=b\r\n world\r\n0\r\nx-a: b\r\n\r\n".utf8)
        var decoder = ChunkDecoder(after: nil, hasTrailer: true)
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: text.count, by: size) {
            try decoder.take(Array(text[start...].prefix(size)), into: &bytes)
        }
        #expect(decoder.isComplete && bytes == Array("hello world".utf8) && decoder.trailer["x-a"] == "b")
    }
}

/// A body in memory, given in pieces of a size.
final class SlicedSource: BodySource {
    private let bytes: [UInt8]
    private let size: Int
    private let position = Shared(0)

    init(_ bytes: [UInt8], by size: Int) {
        self.bytes = bytes
        self.size = size
    }

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        position.withLock { position in
            let piece = Array(bytes[position...].prefix(min(limit, size)))
            position += piece.count
            return piece
        }
    }

    func rewind() async -> Bool {
        position.withLock { $0 = 0 }
        return true
    }
}

extension [UInt8] {
    fileprivate func changed(at index: Int) -> [UInt8] {
        var bytes = self
        bytes[index] ^= 1
        return bytes
    }
}
