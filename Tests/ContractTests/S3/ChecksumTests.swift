import AWSClient
import Crypto
import Testing

/// What S3 keeps beside an object to know it by.
@Suite(.needsMoto) struct ChecksumTests {
    @Test(arguments: Adapter.allCases, ChecksumAlgorithm.allCases)
    func `an object's checksum is told to whoever asks for it`(
        _ adapter: Adapter,
        _ algorithm: ChecksumAlgorithm
    ) async throws {
        let bucket = try await adapter.bucket()
        let bytes = Array("123456789".utf8)
        try await bucket.put("key", bytes) { $0.checksum = .reckoned(algorithm) }
        let told = try #require(try await bucket.head("key").value).checksums
        #expect(told == [ObjectChecksum(algorithm, algorithm.sum(of: bytes))])
        #expect(try await bucket.head("key") { $0.checksumMode = false }.value?.checksums == [])
    }

    @Test(arguments: Adapter.allCases)
    func `a checksum that was reckoned before is kept`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        let bytes = Array("123456789".utf8)
        let checksum = ObjectChecksum(.sha256, ChecksumAlgorithm.sha256.sum(of: bytes))
        try await bucket.put("key", bytes) { $0.checksum = .known(checksum) }
        let told = try #require(try await bucket.head("key").value).checksums
        try await adapter.expecting(.checksumInHeaderAlone) { #expect(told == [checksum]) }
    }

    @Test(arguments: Adapter.allCases)
    func `an object that is not what its checksum says is not stored`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        let other = ObjectChecksum(.sha256, ChecksumAlgorithm.sha256.sum(of: [9]))
        try await adapter.expecting(.uncheckedChecksum) {
            #expect(await refusal { try await bucket.put("key") { $0.checksum = .known(other) } } == .badDigest)
            #expect(await refusal { try await bucket.head("key") } == .notFound)
        }
    }

    @Test(arguments: Adapter.allCases, [ChecksumAlgorithm.crc32, .crc64NVME])
    func `a sum of all parts' bytes is told as such`(
        _ adapter: Adapter,
        _ algorithm: ChecksumAlgorithm
    ) async throws {
        let bucket = try await adapter.bucket()
        let bytes = Array("123456789".utf8)
        var input = CreateMultipartUploadInput(bucket: bucket.name, key: try bucket.key("key"))
        (input.checksumAlgorithm, input.hasFullObjectChecksum) = (algorithm, true)
        let upload = try await bucket.s3.createMultipartUpload(input)
        let part = try await bucket.s3.uploadPart(1, of: upload, body: .bytes(bytes), checksum: .reckoned(algorithm))
        let whole = ObjectChecksum(algorithm, algorithm.sum(of: bytes))
        var completion = CompleteMultipartUploadInput(upload, parts: [part])
        (completion.checksum, completion.objectSize) = (whole, bytes.count)
        _ = try await bucket.s3.completeMultipartUpload(completion)
        let told = try #require(try await bucket.head("key").value).checksums
        switch algorithm {
        case .crc64NVME: try await adapter.expecting(.crc64OfParts) { #expect(told == [whole]) }
        case .crc32, .sha256: #expect(told == [whole])
        }
    }

    /// An upload of one part, which is as composite as any.
    @Test(arguments: Adapter.allCases)
    func `a checksum of parts is told apart from one of bytes`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        let bytes = Array("123456789".utf8)
        var input = CreateMultipartUploadInput(bucket: bucket.name, key: try bucket.key("key"))
        input.checksumAlgorithm = .sha256
        let upload = try await bucket.s3.createMultipartUpload(input)
        let part = try await bucket.s3.uploadPart(1, of: upload, body: .bytes(bytes), checksum: .reckoned(.sha256))
        #expect(part.checksums.map(\.value) == [ChecksumAlgorithm.sha256.sum(of: bytes)])
        _ = try await bucket.s3.completeMultipartUpload(CompleteMultipartUploadInput(upload, parts: [part]))
        let told = try #require(try await bucket.head("key").value).checksums
        let ofParts = ChecksumAlgorithm.sha256.sum(of: Array(SHA256.digest(of: bytes).bytes))
        let expected = ObjectChecksum(algorithm: "SHA256", value: ofParts, cover: .composite(parts: 1))
        try await adapter.expecting(.compositeWithoutCount) { #expect(told == [expected]) }
        #expect(try await bucket.bytes("key") == bytes)
    }
}
