import AWSClient
import Crypto
import HTTP
import Testing
import Time

@Suite(.needsMoto) struct MultipartTests {
    /// The least that S3 takes for a part that is not the last.
    private static let longPart = [UInt8](repeating: 7, count: 5 << 20)

    @Test(arguments: Adapter.allCases)
    func `an object is made of its parts, sent and copied`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        try await bucket.put("source é", Array(0..<100))
        let upload = try await bucket.upload("whole")
        let first = try await bucket.s3.uploadPart(3, of: upload, body: .bytes(Self.longPart))
        let source = CopySource(bucket: bucket.name, key: try bucket.key("source é"))
        let second = try await bucket.s3.uploadPartCopy(7, of: upload, from: source, range: 10...19)
        let input = CompleteMultipartUploadInput(upload, parts: [first, second])
        let stored = try await bucket.s3.completeMultipartUpload(input, deadline: bucket.cloud.deadline)
        let head = try #require(try await bucket.head("whole").value)
        #expect(head.contentLength == Self.longPart.count + 10)
        #expect(head.eTag == stored.eTag && stored.eTag.hasSuffix("-2\""))
        let end = try await bucket.get("whole") { $0.range = .last(12) }
        #expect(end.value?.body == [7, 7] + Array(10...19))
    }

    @Test(arguments: Adapter.allCases)
    func `a part that was streamed arrives as it was sent`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        let upload = try await bucket.upload("streamed")
        let source = PatternSource(length: 300_007)
        let part = try await bucket.s3.uploadPart(1, of: upload, body: .stream(source, length: source.length))
        _ = try await bucket.s3.completeMultipartUpload(CompleteMultipartUploadInput(upload, parts: [part]))
        #expect(try await bucket.bytes("streamed") == PatternSource.bytes(0..<source.length))
    }

    @Test(arguments: Adapter.allCases)
    func `whoever holds a part's URL can send that part`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        let upload = try await bucket.upload("a/é b+c")
        let now = bucket.cloud.outside.clock.now
        let url = try await bucket.s3.presigner(for: bucket.name)
            .uploadPart(2, of: upload, at: now, expiry: .seconds(60))
        #expect(try await bucket.cloud.send("PUT", url.revealed, [:], [1, 2, 3]) == 200)
        let parts = try await bucket.s3.listParts(of: upload).parts
        #expect(parts.map(\.number) == [2])
        _ = try await bucket.s3.completeMultipartUpload(CompleteMultipartUploadInput(upload, parts: parts))
        #expect(try await bucket.bytes("a/é b+c") == [1, 2, 3])
    }

    @Test(arguments: Adapter.allCases)
    func `an upload is completed where no object is, or over the one that is known`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        let tag = try await bucket.put("key").eTag
        let upload = try await bucket.upload("key")
        let part = try await bucket.s3.uploadPart(1, of: upload, body: .bytes([4]))
        var input = CompleteMultipartUploadInput(upload, parts: [part])
        input.ifNoneMatch = "*"
        #expect(await refusal { try await bucket.s3.completeMultipartUpload(input) } == .preconditionFailed)
        #expect(try await bucket.bytes("key") == [1, 2, 3])
        (input.ifNoneMatch, input.ifMatch) = (nil, tag)
        _ = try await bucket.s3.completeMultipartUpload(input)
        #expect(try await bucket.bytes("key") == [4])
    }

    @Test(arguments: Adapter.allCases)
    func `parts are listed page by page, the newest of each number`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        let upload = try await bucket.upload("a/é b")
        var tags: [Int: String] = [:]
        for (number, size) in [(1, 10), (2, 20), (5, 50), (2, 22)] {
            let body = [UInt8](repeating: UInt8(size), count: size)
            tags[number] = try await bucket.s3.uploadPart(number, of: upload, body: .bytes(body)).eTag
        }
        let page = try await bucket.s3.listParts(of: upload, maxParts: 2)
        #expect(page.parts.map(\.number) == [1, 2])
        #expect(page.parts.map(\.size) == [10, 22])
        #expect(page.parts.map(\.eTag) == [tags[1], tags[2]])
        let marker = try #require(page.nextPartNumberMarker)
        let rest = try await bucket.s3.listParts(of: upload, after: marker, maxParts: 2)
        #expect(rest.parts.map(\.number) == [5])
        #expect(rest.nextPartNumberMarker == nil)
    }

    @Test(arguments: Adapter.allCases)
    func `uploads under way are listed until they are aborted`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        let one = try await bucket.upload("a/é +b")
        let other = try await bucket.upload("a/c")
        _ = try await bucket.upload("b")
        let input = ListMultipartUploadsInput(bucket: bucket.name, prefix: "a/")
        let listed = try await bucket.s3.listMultipartUploads(input)
        #expect(Set(listed.uploads.map(\.uploadID)) == [one.uploadID, other.uploadID])
        #expect(Set(listed.uploads.map(\.key)) == ["a/é +b", "a/c"])
        #expect(listed.nextKeyMarker == nil)
        try await bucket.s3.abortMultipartUpload(one)
        let left = try await bucket.s3.listMultipartUploads(input).uploads.map(\.uploadID)
        #expect(left == [other.uploadID])
        #expect(await refusal { try await bucket.s3.listParts(of: one) } == .noSuchUpload)
        try await adapter.expecting(.unknownUpload) {
            let late = await refusal { try await bucket.s3.uploadPart(1, of: one, body: .bytes([1])) }
            #expect(late == .noSuchUpload)
        }
    }

    @Test(arguments: Adapter.allCases)
    func `an upload is not completed with parts that it does not have`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        let upload = try await bucket.upload("key")
        let part = try await bucket.s3.uploadPart(1, of: upload, body: .bytes([1, 2, 3]))
        let small = try await bucket.s3.uploadPart(2, of: upload, body: .bytes([4]))
        let wrong = [
            ("InvalidPart", [UploadedPart(number: 1, eTag: small.eTag)]),
            ("InvalidPart", [UploadedPart(number: 9, eTag: part.eTag)]), ("EntityTooSmall", [part, small]),
        ]
        for (code, parts) in wrong {
            #expect(await self.code(of: CompleteMultipartUploadInput(upload, parts: parts), in: bucket) == code)
        }
        try await adapter.expecting(.partsOutOfOrder) {
            let input = CompleteMultipartUploadInput(upload, parts: [small, part])
            #expect(await code(of: input, in: bucket) == "InvalidPartOrder")
        }
        #expect(await refusal { try await bucket.head("key") } == .notFound)
    }

    /// What an upload's completion is refused with.
    private func code(of input: CompleteMultipartUploadInput, in bucket: Bucket) async -> String? {
        let failure = await #expect(throws: S3Failure.self) { try await bucket.s3.completeMultipartUpload(input) }
        guard case .call(let call)? = failure else { return nil }
        return call.code
    }

    @Test(arguments: Adapter.allCases)
    func `an upload that nobody began is not completed`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        let upload = MultipartUpload(bucket: bucket.name, key: try bucket.key("key"), uploadID: "unknown")
        let input = CompleteMultipartUploadInput(upload, parts: [UploadedPart(number: 1, eTag: "\"0\"")])
        try await adapter.expecting(.unknownUpload) {
            #expect(await refusal { try await bucket.s3.completeMultipartUpload(input) } == .noSuchUpload)
        }
    }
}
