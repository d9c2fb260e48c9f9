import AWSClient
import Testing

/// Many deletions in one call.
@Suite(.needsMoto) struct DeletionTests {
    @Test(arguments: Adapter.allCases)
    func `each of many keys is deleted and told of`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        let keys = ["a b", "a+b", "é 😀", "a&b<c>\"'", "x//y", "a%20b"]
        for key in keys { try await bucket.put(key) }
        try await bucket.put("kept")
        let objects = try (keys + ["never there"]).map { DeleteObjectsInput.Object(try bucket.key($0)) }
        let output = try await bucket.s3.deleteObjects(DeleteObjectsInput(bucket: bucket.name, objects: objects))
        #expect(Set(output.deleted.map(\.key)) == Set(keys + ["never there"]))
        #expect(output.errors == [])
        let left = try await bucket.s3.listObjectsV2(ListObjectsV2Input(bucket: bucket.name))
        #expect(left.contents.map(\.key) == ["kept"])
    }

    @Test(arguments: Adapter.allCases)
    func `one of many that may not be deleted keeps none of the others`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        try await bucket.put("free")
        try await bucket.put("locked")
        let policy =
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","#
            + #""Resource":"arn:aws:s3:::\#(bucket.name)/locked"}]}"#
        try await adapter.expecting(.bucketPolicy) {
            try await bucket.setting("PUT", "?policy", policy)
            let objects = try ["locked", "free"].map { DeleteObjectsInput.Object(try bucket.key($0)) }
            let output = try await bucket.s3.deleteObjects(DeleteObjectsInput(bucket: bucket.name, objects: objects))
            #expect(output.deleted.map(\.key) == ["free"])
            #expect(output.errors.map(\.key) == ["locked"])
            #expect(output.errors.map(\.code) == ["AccessDenied"])
            #expect(try await bucket.bytes("locked") == [1, 2, 3])
        }
    }

    @Test(arguments: Adapter.allCases)
    func `versions are deleted one by one, and markers are told`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket(isVersioned: true)
        let old = try #require(try await bucket.put("key", [1]).versionID)
        try await bucket.put("key", [2])
        try await bucket.put("other")
        let objects = [
            DeleteObjectsInput.Object(try bucket.key("key"), versionID: old),
            DeleteObjectsInput.Object(try bucket.key("other")),
        ]
        let output = try await bucket.s3.deleteObjects(DeleteObjectsInput(bucket: bucket.name, objects: objects))
        #expect(output.deleted.first { $0.key == "key" }?.versionID == old)
        #expect(output.deleted.first { $0.key == "other" }?.deleteMarkerVersionID != nil)
        #expect(try await bucket.bytes("key") == [2])
        #expect(await refusal { try await bucket.bytes("key", version: old) } == .noSuchVersion)
    }

    @Test(arguments: Adapter.allCases)
    func `whoever asks for failures alone is told nothing else`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        try await bucket.put("key")
        let objects = [DeleteObjectsInput.Object(try bucket.key("key"))]
        let input = DeleteObjectsInput(bucket: bucket.name, objects: objects, isQuiet: true)
        let output = try await bucket.s3.deleteObjects(input)
        #expect(await refusal { try await bucket.get("key") } == .noSuchKey)
        try await adapter.expecting(.quietDeletion) {
            #expect(output.deleted == [] && output.errors == [])
        }
    }
}
