import AWSClient
import Testing

@Suite(.needsMoto) struct CopyTests {
    @Test(arguments: Adapter.allCases, ListingTests.oddKeys)
    func `an object is copied whatever its key is`(_ adapter: Adapter, _ key: String) async throws {
        let bucket = try await adapter.bucket()
        try await bucket.put(key, Array(key.utf8))
        let source = CopySource(bucket: bucket.name, key: try bucket.key(key))
        let copied = try await bucket.s3.copyObject(
            CopyObjectInput(source, to: bucket.name, try bucket.key("copies/\(key)"))
        )
        #expect(try await bucket.bytes("copies/\(key)") == Array(key.utf8))
        #expect(try await bucket.head("copies/\(key)").value?.eTag == copied.eTag)
    }

    @Test(arguments: Adapter.allCases)
    func `a key may have a line's end in it`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        try await adapter.expecting(.keyOfTwoLines) {
            try await bucket.put("a\nb")
            let source = CopySource(bucket: bucket.name, key: try bucket.key("a\nb"))
            let input = CopyObjectInput(source, to: bucket.name, try bucket.key("copy"))
            _ = try await bucket.s3.copyObject(input)
            #expect(try await bucket.bytes("copy") == [1, 2, 3])
        }
    }

    @Test(arguments: Adapter.allCases)
    func `a copy is of the version that was named`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket(isVersioned: true)
        let old = try await bucket.put("a?versionId=b", [1]).versionID
        try await bucket.put("a?versionId=b", [2])
        let source = CopySource(bucket: bucket.name, key: try bucket.key("a?versionId=b"), versionID: old)
        let copied = try await bucket.s3.copyObject(CopyObjectInput(source, to: bucket.name, try bucket.key("copy")))
        #expect(try await bucket.bytes("copy") == [1])
        #expect(copied.versionID != nil && copied.versionID != old)
    }

    @Test(arguments: Adapter.allCases)
    func `a copy keeps what was stored beside its source, or has its own`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        try await bucket.put("key") { $0.attributes = ObjectAttributes(contentType: "a/b", metadata: ["a": "1"]) }
        let source = CopySource(bucket: bucket.name, key: try bucket.key("key"))
        var input = CopyObjectInput(source, to: bucket.name, try bucket.key("kept"))
        _ = try await bucket.s3.copyObject(input)
        let kept = try #require(try await bucket.head("kept").value)
        #expect(kept.attributes.contentType == "a/b")
        #expect(kept.attributes.metadata == ["a": "1"])
        input.key = try bucket.key("own")
        input.attributes = ObjectAttributes(contentType: "c/d", metadata: ["b": "2"])
        _ = try await bucket.s3.copyObject(input)
        let own = try #require(try await bucket.head("own").value)
        #expect(own.attributes.contentType == "c/d")
        #expect(own.attributes.metadata == ["b": "2"])
    }

    @Test(arguments: Adapter.allCases)
    func `a copy is made of what is there, and of what is known`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        try await bucket.put("key")
        let missing = CopySource(bucket: bucket.name, key: try bucket.key("missing"))
        let target = try bucket.key("copy")
        #expect(
            await refusal { try await bucket.s3.copyObject(CopyObjectInput(missing, to: bucket.name, target)) }
                == .noSuchKey
        )
        let other = CopySource(bucket: bucket.name, key: try bucket.key("key"), ifMatch: "\"0\"")
        try await adapter.expecting(.copyOfAnother) {
            let failure = await refusal {
                try await bucket.s3.copyObject(CopyObjectInput(other, to: bucket.name, target))
            }
            #expect(failure == .preconditionFailed)
        }
    }
}
