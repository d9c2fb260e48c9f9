import AWSClient
import Crypto
import Encoding
import HTTP
import LocalCloud
import Testing

/// Objects that come in parts.
struct UploadTests {
    private static let least = 5 << 20
    private let house: House

    init() throws {
        house = try House()
    }

    private func part(_ fill: UInt8, _ count: Int = least) -> [UInt8] { [UInt8](repeating: fill, count: count) }

    private func begin(
        _ s3: S3,
        _ algorithm: ChecksumAlgorithm? = nil,
        full: Bool = false
    ) async throws -> MultipartUpload {
        var input = try CreateMultipartUploadInput(bucket: .named(), key: ObjectKey("big"))
        input.checksumAlgorithm = algorithm
        input.hasFullObjectChecksum = full
        input.attributes.contentType = "text/plain"
        return try await s3.createMultipartUpload(input)
    }

    @Test func `parts make an object, whatever the order in which they come`() async throws {
        let s3 = try await house.s3(with: .named())
        let upload = try await begin(s3)
        let second = try await s3.uploadPart(7, of: upload, body: .bytes(part(2, 3)))
        let first = try await s3.uploadPart(2, of: upload, body: .bytes(part(1)))
        let listed = try await s3.listParts(of: upload)
        #expect(listed.parts.map(\.number) == [2, 7] && listed.parts.map(\.size) == [Self.least, 3])
        let stored = try await s3.completeMultipartUpload(CompleteMultipartUploadInput(upload, parts: [first, second]))
        let digests = [part(1), part(2, 3)].flatMap { MD5.digest(of: $0) }
        #expect(stored.eTag == "\"\(Hex.encode(MD5.digest(of: digests)))-2\"")
        #expect(try await s3.get("big") == part(1) + part(2, 3))
        let raw = try await house.send("GET", "/documents/big?partNumber=2")
        #expect(raw.status == 206 && raw.body == part(2, 3) && raw.headers["x-amz-mp-parts-count"] == "2")
        #expect(raw.headers["Content-Range"] == "bytes \(Self.least)-\(Self.least + 2)/\(Self.least + 3)")
        let gone = await #expect(throws: S3Failure.self) { try await s3.listParts(of: upload) }
        #expect(gone?.refusal == .noSuchUpload)
    }

    @Test func `who completes once more is told the same`() async throws {
        let s3 = try await house.s3(with: .named())
        let upload = try await begin(s3)
        let only = try await s3.uploadPart(1, of: upload, body: .bytes([1]))
        let input = CompleteMultipartUploadInput(upload, parts: [only])
        let first = try await s3.completeMultipartUpload(input)
        #expect(try await s3.completeMultipartUpload(input) == first)
    }

    @Test(arguments: [
        (ChecksumAlgorithm.crc32, true), (.crc32, false), (.sha256, false), (.crc64NVME, true),
    ])
    func `the sum is over the bytes or over the sums of the parts`(
        algorithm: ChecksumAlgorithm,
        isFull: Bool
    ) async throws {
        let s3 = try await house.s3(with: .named())
        let upload = try await begin(s3, algorithm, full: isFull)
        let bytes = [part(1), part(2, 9)]
        var parts: [UploadedPart] = []
        for (index, part) in bytes.enumerated() {
            parts.append(
                try await s3.uploadPart(index + 1, of: upload, body: .bytes(part), checksum: .reckoned(algorithm))
            )
        }
        let stored = try await s3.completeMultipartUpload(CompleteMultipartUploadInput(upload, parts: parts))
        let sums = bytes.flatMap { Base64.decode(algorithm.sum(of: $0)) ?? [] }
        let expected = ObjectChecksum(
            algorithm: algorithm.rawValue,
            value: algorithm.sum(of: isFull ? bytes.flatMap { $0 } : sums),
            cover: isFull ? .fullObject : .composite(parts: 2)
        )
        #expect(stored.checksums == [expected])
        guard case .answer(let head) = try await s3.headObject(HeadObjectInput(bucket: .named(), key: ObjectKey("big")))
        else { throw S3Failure.object(.changed) }
        #expect(head.checksums == [expected])
    }

    @Test func `a whole sum of an upload that is wrong keeps it from being completed`() async throws {
        let s3 = try await house.s3(with: .named())
        let upload = try await begin(s3, .crc64NVME, full: true)
        let only = try await s3.uploadPart(1, of: upload, body: .bytes([1]), checksum: .reckoned(.crc64NVME))
        var input = CompleteMultipartUploadInput(upload, parts: [only])
        input.checksum = ObjectChecksum(.crc64NVME, ChecksumAlgorithm.crc64NVME.sum(of: [2]))
        let sent1 = input
        let failure = await #expect(throws: S3Failure.self) { try await s3.completeMultipartUpload(sent1) }
        #expect(failure?.refusal == .badDigest)
        input.checksum = ObjectChecksum(.crc64NVME, ChecksumAlgorithm.crc64NVME.sum(of: [1]))
        input.objectSize = 1
        _ = try await s3.completeMultipartUpload(input)
    }

    @Test func `what cannot make an object is refused, and the upload stays`() async throws {
        let s3 = try await house.s3(with: .named())
        let upload = try await begin(s3)
        let small = try await s3.uploadPart(1, of: upload, body: .bytes([1]))
        let last = try await s3.uploadPart(2, of: upload, body: .bytes([2]))
        let wrong = UploadedPart(number: 1, eTag: last.eTag)
        for (parts, code) in [
            ([small, last], "EntityTooSmall"), ([last, small], "InvalidPartOrder"), ([wrong], "InvalidPart"),
            ([UploadedPart(number: 3, eTag: small.eTag)], "InvalidPart"), ([], "MalformedXML"),
        ] {
            let failure = await #expect(throws: S3Failure.self) {
                try await s3.completeMultipartUpload(CompleteMultipartUploadInput(upload, parts: parts))
            }
            guard case .call(.service(let refusal)) = failure else { throw S3Failure.object(.changed) }
            #expect(refusal.code == code)
        }
        #expect(try await s3.listParts(of: upload).parts.count == 2)
    }

    @Test func `an upload that must be new is refused where there is an object`() async throws {
        let s3 = try await house.s3(with: .named())
        let upload = try await begin(s3)
        let only = try await s3.uploadPart(1, of: upload, body: .bytes([1]))
        try await s3.put("first", to: "big")
        var input = CompleteMultipartUploadInput(upload, parts: [only])
        input.ifNoneMatch = "*"
        let sent2 = input
        let failure = await #expect(throws: S3Failure.self) { try await s3.completeMultipartUpload(sent2) }
        #expect(failure?.refusal == .preconditionFailed)
        #expect(try await s3.get("big") == Array("first".utf8))
    }

    @Test func `an upload that is aborted is gone with its parts`() async throws {
        let s3 = try await house.s3(with: .named())
        let upload = try await begin(s3)
        _ = try await s3.uploadPart(1, of: upload, body: .bytes([1]))
        try await s3.abortMultipartUpload(upload)
        for _ in 0..<2 {
            let failure = await #expect(throws: S3Failure.self) {
                try await s3.uploadPart(1, of: upload, body: .bytes([1]))
            }
            #expect(failure?.refusal == .noSuchUpload)
        }
    }

    @Test func `parts are copied from what is there`() async throws {
        let s3 = try await house.s3(with: .named())
        try await s3.put(part(1) + part(2, 100), to: "source")
        let source = CopySource(bucket: try .named(), key: try ObjectKey("source"))
        let upload = try await begin(s3)
        let first = try await s3.uploadPartCopy(1, of: upload, from: source, range: 0...Self.least - 1)
        let second = try await s3.uploadPartCopy(2, of: upload, from: source, range: Self.least...Self.least + 9)
        _ = try await s3.completeMultipartUpload(CompleteMultipartUploadInput(upload, parts: [first, second]))
        #expect(try await s3.get("big") == part(1) + part(2, 10))
        let failure = await #expect(throws: S3Failure.self) {
            try await s3.uploadPartCopy(3, of: upload, from: source)
        }
        #expect(failure?.refusal == .noSuchUpload)
    }

    @Test func `a copy of an object in parts is a whole one`() async throws {
        let s3 = try await house.s3(with: .named())
        let upload = try await begin(s3, .sha256)
        var parts: [UploadedPart] = []
        for number in 1...2 {
            parts.append(
                try await s3.uploadPart(
                    number,
                    of: upload,
                    body: .bytes(part(UInt8(number))),
                    checksum: .reckoned(.sha256)
                )
            )
        }
        _ = try await s3.completeMultipartUpload(CompleteMultipartUploadInput(upload, parts: parts))
        let source = CopySource(bucket: try .named(), key: try ObjectKey("big"))
        let copy = try await s3.copyObject(CopyObjectInput(source, to: .named(), ObjectKey("copy")))
        let whole = part(1) + part(2)
        #expect(copy.eTag == "\"\(Hex.encode(MD5.digest(of: whole)))\"")
        #expect(copy.checksums == [ObjectChecksum(.sha256, ChecksumAlgorithm.sha256.sum(of: whole))])
    }

    @Test func `uploads that are under way are listed, page by page`() async throws {
        let s3 = try await house.s3(with: .named())
        var begun: [MultipartUpload] = []
        for key in ["b", "a", "b"] {
            begun.append(
                try await s3.createMultipartUpload(
                    CreateMultipartUploadInput(bucket: .named(), key: ObjectKey(key))
                )
            )
        }
        var input = try ListMultipartUploadsInput(bucket: .named())
        input.maxUploads = 1
        var found: [String] = []
        while true {
            let page = try await s3.listMultipartUploads(input)
            found += page.uploads.map(\.uploadID)
            guard let marker = page.nextKeyMarker else { break }
            input.keyMarker = marker
            input.uploadIDMarker = page.nextUploadIDMarker
        }
        #expect(found == [begun[1], begun[0], begun[2]].map(\.uploadID))
    }
}
