import AWSClient
import HTTP
import Testing
import Time

/// The upload in chunks that S3's documentation walks through: 65 KiB of the letter a.
struct ChunkTests {
    private static let credentials = Credentials(
        accessKeyID: "AKIAIOSFODNN7EXAMPLE",
        secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    )
    private static let body = [UInt8](repeating: UInt8(ascii: "a"), count: 66_560)

    private func upload(
        of body: [UInt8] = Self.body,
        checksum: (any TrailingChecksum)?
    ) throws -> (seed: String, source: ChunkedSource) {
        var headers: WebHeaders = ["x-amz-storage-class": "REDUCED_REDUNDANCY"]
        for field in ChunkedUpload.headers(decodedLength: body.count, checksum: checksum).fields {
            headers.add(field.name, field.value)
        }
        if checksum == nil { headers.add("Content-Length", "66824") }
        var request = WebRequest(
            method: "PUT",
            origin: WebOrigin(scheme: .https, host: "s3.amazonaws.com"),
            target: "/examplebucket/chunkObject.txt",
            headers: headers
        )
        let payload = ChunkedUpload.payload(isSigned: true, hasTrailer: checksum != nil)
        let signer = Signer(region: "us-east-1", service: "s3", keys: SigningKeys())
        let may24th = Instant(secondsSinceEpoch: 1_369_353_600)
        let seed = try signer.sign(&request, payload: payload, with: Self.credentials, at: may24th)
        let upload = ChunkedUpload(.signed(seed), checksum: checksum)
        return (seed.hex, ChunkedSource(BytesSource(body), as: upload))
    }

    @Test func `S3's documented chunks have the documented signatures`() async throws {
        let (seed, source) = try upload(checksum: nil)
        #expect(seed == "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9")
        let wire = try await source.all()
        let expected =
            "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n"
            + String(repeating: "a", count: 65_536)
            + "\r\n400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n"
            + String(repeating: "a", count: 1_024)
            + "\r\n0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n"
        #expect(wire == Array(expected.utf8))
        #expect(ChunkedUpload.encodedLength(of: 66_560, isSigned: true) == 66_824)
    }

    @Test func `S3's documented chunks with a trailer have the documented signatures`() async throws {
        let checksum = DocumentedChecksum()
        let (seed, source) = try upload(checksum: checksum)
        #expect(seed == "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e")
        let wire = String(decoding: try await source.all(), as: UTF8.self)
        for signature in [
            "10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n",
            "400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n",
            "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n"
                + "x-amz-checksum-crc32c:sOO8/Q==\r\n"
                + "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n",
        ] {
            #expect(wire.contains(signature))
        }
        #expect(wire.utf8.count == ChunkedUpload.encodedLength(of: 66_560, isSigned: true, checksum: checksum))
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 200_000], [1, 7, 100_000])
    func `an unsigned upload has the announced length and its checksum at the end`(length: Int, limit: Int) async throws
    {
        let upload = ChunkedUpload(.unsigned, checksum: SHA256Trailer())
        let source = ChunkedSource(BytesSource([UInt8](repeating: 7, count: length)), as: upload)
        if limit == 1, length > 100_000 { return }
        let wire = try await source.all(limit: limit)
        #expect(wire.count == ChunkedUpload.encodedLength(of: length, isSigned: false, checksum: SHA256Trailer()))
        #expect(String(decoding: wire, as: UTF8.self).contains("0\r\nx-amz-checksum-sha256:"))
    }

    /// One frame, several at once, more than a piece can hold: the chain of signatures knows nothing of pieces.
    @Test(arguments: [1_000, 65_536, 131_250, 300_000])
    func `the chunks and their signatures are the same in pieces of any length`(limit: Int) async throws {
        let body = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let frameByFrame = try await upload(of: body, checksum: SHA256Trailer()).source.all(limit: 65_700)
        let source = try upload(of: body, checksum: SHA256Trailer()).source
        var wire: [UInt8] = []
        while true {
            let piece = try await source.next(atMost: limit)
            if piece.isEmpty { break }
            #expect(piece.count <= limit)
            wire += piece
        }
        #expect(wire == frameByFrame)
    }

    @Test func `a second try sends the same bytes again`() async throws {
        let (_, source) = try upload(checksum: SHA256Trailer())
        let first = try await source.all()
        #expect(await source.rewind())
        #expect(try await source.all() == first)
    }
}

/// The checksum of the documentation's body, as the documentation has it.
private struct DocumentedChecksum: TrailingChecksum {
    var headerName: String { "x-amz-checksum-crc32c" }
    var encodedLength: Int { 8 }
    mutating func update(_ bytes: [UInt8]) {}
    func finish() -> String { "sOO8/Q==" }
}
