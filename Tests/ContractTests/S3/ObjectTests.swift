import AWSClient
import HTTP
import Synchronization
import Testing

@Suite(.needsMoto) struct ObjectTests {
    @Test(arguments: Adapter.allCases)
    func `an object comes back with all that was stored beside it`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        var attributes = ObjectAttributes(
            contentType: "text/plain; charset=utf-8",
            metadata: ["a-b": "c  d", "e": "f"]
        )
        attributes.contentEncoding = "xz"
        attributes.contentDisposition = "attachment; filename=\"a b.txt\""
        attributes.cacheControl = "no-store"
        let stored = try await bucket.put("key", Array("text".utf8)) {
            $0.attributes = attributes
            $0.attributes.tagging = ["team": "a b=c", "of/@": "+-:._"]
        }
        let head = try #require(try await bucket.head("key").value)
        // AWS tells how it keeps everything today, and moto does not.
        attributes.serverSideEncryption = head.attributes.serverSideEncryption
        #expect(head.attributes == attributes)
        #expect(head.contentLength == 4)
        #expect(head.eTag == stored.eTag && stored.eTag.hasPrefix("\""))
        #expect(head.lastModified != nil && head.versionID == nil)
        let object = try #require(try await bucket.get("key").value)
        #expect(object.head.attributes == attributes)
        #expect(object.body == Array("text".utf8))
        let tags = try await bucket.setting("GET", "/key?tagging")
        for tag in ["<Key>team</Key><Value>a b=c</Value>", "<Key>of/@</Key><Value>+-:._</Value>"] {
            #expect(tags.contains(tag), "\(tags)")
        }
    }

    @Test(
        arguments: Adapter.allCases,
        [
            (ByteRange.from(5), [5, 6, 7, 8, 9] as [UInt8], "bytes 5-9/10"),
            (.bounds(2...4), [2, 3, 4], "bytes 2-4/10"),
            (.bounds(8...99), [8, 9], "bytes 8-9/10"), (.last(3), [7, 8, 9], "bytes 7-9/10"),
        ]
    )
    func `a part of an object is read`(
        _ adapter: Adapter,
        _ part: (range: ByteRange, bytes: [UInt8], told: String)
    ) async throws {
        let bucket = try await adapter.bucket()
        try await bucket.put("key", Array(0..<10))
        let object = try #require(try await bucket.get("key") { $0.range = part.range }.value)
        #expect(object.body == part.bytes)
        #expect(object.head.contentRange == part.told)
        #expect(object.head.contentLength == part.bytes.count)
    }

    @Test(arguments: Adapter.allCases)
    func `what an object does not have cannot be read`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        try await bucket.put("key", Array(0..<10))
        #expect(await refusal { try await bucket.get("key") { $0.range = .from(10) } } == .invalidRange)
        #expect(await refusal { try await bucket.get("other") } == .noSuchKey)
        #expect(await refusal { try await bucket.head("other") } == .notFound)
    }

    @Test(arguments: Adapter.allCases)
    func `an object without a byte is an object`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        try await bucket.put("empty", [])
        #expect(try await bucket.bytes("empty") == [])
        #expect(try await bucket.head("empty").value?.contentLength == 0)
    }

    @Test(arguments: Adapter.allCases)
    func `what has not changed is not sent again`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        let tag = try await bucket.put("key").eTag
        #expect(try await bucket.get("key") { $0.ifNoneMatch = tag } == .notModified)
        #expect(try await bucket.head("key") { $0.ifNoneMatch = tag } == .notModified)
        #expect(try await bucket.get("key") { $0.ifMatch = tag }.value?.body == [1, 2, 3])
        let newer = try await bucket.put("key", [4]).eTag
        #expect(try await bucket.get("key") { $0.ifNoneMatch = tag }.value?.body == [4])
        #expect(try await bucket.head("key") { $0.ifNoneMatch = tag }.value?.eTag == newer)
        #expect(await refusal { try await bucket.get("key") { $0.ifMatch = tag } } == .preconditionFailed)
        #expect(await refusal { try await bucket.head("key") { $0.ifMatch = tag } } == .preconditionFailed)
    }

    @Test(arguments: Adapter.allCases)
    func `an object is written where none is, or over the one that is known`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        let tag = try await bucket.put("key") { $0.ifNoneMatch = "*" }.eTag
        #expect(await refusal { try await bucket.put("key", [4]) { $0.ifNoneMatch = "*" } } == .preconditionFailed)
        #expect(await refusal { try await bucket.put("key", [5]) { $0.ifMatch = "\"0\"" } } == .preconditionFailed)
        try await bucket.put("key", [6]) { $0.ifMatch = tag }
        #expect(try await bucket.bytes("key") == [6])
    }

    @Test(arguments: Adapter.allCases)
    func `of many who write at once where no object is, one does`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        let writers = try await atOnce(0..<20) { (number: Int) -> Int? in
            do {
                try await bucket.put("key", [UInt8(number)]) { $0.ifNoneMatch = "*" }
                return number
            } catch let failure as S3Failure {
                #expect(failure.refusal == .preconditionFailed)
                return nil
            }
        }
        let bytes = try await bucket.bytes("key")
        #expect(writers.compactMap(\.self).map { [UInt8($0)] } == [bytes])
    }

    @Test(arguments: Adapter.allCases)
    func `a download may bear another name and type than it was stored with`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        try await bucket.put("key")
        let object = try await bucket.get("key") {
            $0.overrides = [.contentType: "text/x; a=b", .contentDisposition: "attachment; filename=\"é.txt\""]
        }
        #expect(object.value?.head.attributes.contentType == "text/x; a=b")
    }

    @Test(arguments: Adapter.allCases, ChecksumAlgorithm.allCases)
    func `a stream of megabytes arrives as it was sent`(
        _ adapter: Adapter,
        _ algorithm: ChecksumAlgorithm
    ) async throws {
        let bucket = try await adapter.bucket()
        let source = PatternSource(length: 3_000_001)
        let key = try ObjectKey("stream")
        var input = PutObjectInput(bucket: bucket.name, key: key, body: .stream(source, length: source.length))
        input.checksum = .reckoned(algorithm)
        _ = try await bucket.s3.putObject(input, deadline: bucket.cloud.deadline)
        let comparing = ComparingSink()
        let get = GetObjectInput(bucket: bucket.name, key: key)
        let head = try await bucket.s3.getObject(get, into: comparing, deadline: bucket.cloud.deadline)
        #expect(head.value?.contentLength == source.length)
        #expect(head.value?.attributes.contentEncoding == nil)
        #expect(comparing.count == source.length)
    }
}

/// Takes what a ``PatternSource`` gives, and nothing else.
private final class ComparingSink: BodySink {
    private let position = Mutex(0)

    var count: Int { position.withLock { $0 } }

    func begin(_ head: WebResponseHead) async throws(BodyFailure) {}

    func take(_ piece: [UInt8]) async throws(BodyFailure) {
        let isSame = position.withLock { position in
            let start = position
            position += piece.count
            return piece == PatternSource.bytes(start..<position)
        }
        if !isSame { throw BodyFailure("other bytes came than were sent") }
    }
}
