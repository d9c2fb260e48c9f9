import AWSClient
import Testing

@Suite(.needsMoto) struct VersionTests {
    @Test(arguments: Adapter.allCases)
    func `every version is read, told of and deleted by its id`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket(isVersioned: true)
        let first = try #require(try await bucket.put("key", [1]).versionID)
        let second = try #require(try await bucket.put("key", [2]).versionID)
        #expect(try await bucket.bytes("key") == [2])
        #expect(try await bucket.bytes("key", version: first) == [1])
        #expect(try await bucket.head("key") { $0.versionID = first }.value?.versionID == first)
        #expect(try await bucket.head("key").value?.versionID == second)
        let deletion = DeleteObjectInput(bucket: bucket.name, key: try bucket.key("key"), versionID: second)
        #expect(try await bucket.s3.deleteObject(deletion).versionID == second)
        #expect(try await bucket.bytes("key") == [1])
        #expect(await refusal { try await bucket.bytes("key", version: second) } == .noSuchVersion)
    }

    @Test(arguments: Adapter.allCases)
    func `a deletion lies over the versions until it is deleted itself`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket(isVersioned: true)
        try await bucket.put("key")
        let key = try bucket.key("key")
        let marker = try await bucket.s3.deleteObject(DeleteObjectInput(bucket: bucket.name, key: key))
        #expect(marker.isDeleteMarker)
        #expect(await refusal { try await bucket.get("key") } == .noSuchKey)
        #expect(await refusal { try await bucket.head("key") } == .notFound)
        let id = try #require(marker.versionID)
        let undone = try await bucket.s3.deleteObject(
            DeleteObjectInput(bucket: bucket.name, key: key, versionID: id)
        )
        #expect(undone.versionID == id)
        try await adapter.expecting(.undoneDeletion) { #expect(undone.isDeleteMarker) }
        #expect(try await bucket.bytes("key") == [1, 2, 3])
    }

    @Test(arguments: Adapter.allCases)
    func `an object that is not there is deleted already`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket()
        try await bucket.put("key")
        let deletion = DeleteObjectInput(bucket: bucket.name, key: try bucket.key("key"))
        for _ in 0..<2 {
            let output = try await bucket.s3.deleteObject(deletion)
            #expect(!output.isDeleteMarker && output.versionID == nil)
        }
        #expect(await refusal { try await bucket.get("key") } == .noSuchKey)
    }

    @Test(arguments: Adapter.allCases)
    func `versions are listed page by page, the newest of a key first`(_ adapter: Adapter) async throws {
        let bucket = try await adapter.bucket(isVersioned: true)
        let old = try #require(try await bucket.put("a/é b", [1]).versionID)
        let new = try #require(try await bucket.put("a/é b", [2]).versionID)
        let other = try #require(try await bucket.put("a/é c", [3]).versionID)
        try await bucket.put("b")
        let deletion = DeleteObjectInput(bucket: bucket.name, key: try bucket.key("a/é c"))
        let marker = try #require(try await bucket.s3.deleteObject(deletion).versionID)
        var found: [ListedObject] = []
        var input = ListObjectVersionsInput(bucket: bucket.name, prefix: "a/é")
        input.maxKeys = 1
        repeat {
            let page = try await bucket.s3.listObjectVersions(input)
            #expect(page.versions.count == 1)
            found += page.versions
            (input.keyMarker, input.versionIDMarker) = (page.nextKeyMarker, page.nextVersionIDMarker)
        } while input.keyMarker != nil && found.count < 9
        let of = { (key: String) in found.filter { $0.key == key }.compactMap(\.version) }
        #expect(of("a/é b").map(\.id) == [new, old])
        #expect(of("a/é b").map(\.isLatest) == [true, false])
        #expect(Set(of("a/é c").map(\.id)) == [marker, other])
        #expect(of("a/é c").filter(\.isDeleteMarker).map(\.id) == [marker])
        #expect(found.count == 4)
    }
}
