import AWSClient
import HTTP
import LocalCloud
import Testing
import Time

/// Buckets that keep what is overwritten and deleted.
struct VersionTests {
    private let house: House

    init() throws {
        house = try House()
    }

    private func versions(_ s3: S3, limit: Int? = nil) async throws -> [ListedObject] {
        var input = try ListObjectVersionsInput(bucket: .named())
        input.maxKeys = limit
        var all: [ListedObject] = []
        while true {
            let page = try await s3.listObjectVersions(input)
            all += page.versions
            guard let marker = page.nextKeyMarker else { return all }
            input.keyMarker = marker
            input.versionIDMarker = page.nextVersionIDMarker
        }
    }

    @Test func `every version can be read, and the newest is the object`() async throws {
        let s3 = try await house.s3(with: .named(), versioning: .enabled)
        let first = try #require(try await s3.put("one", to: "k").versionID)
        let second = try #require(try await s3.put("two", to: "k").versionID)
        #expect(first != second)
        #expect(try await s3.get("k") == Array("two".utf8))
        #expect(try await s3.get("k", version: first) == Array("one".utf8))
        let missing = await #expect(throws: S3Failure.self) { try await s3.get("k", version: "none") }
        #expect(missing?.refusal == .noSuchVersion)
    }

    @Test func `a deletion lays a marker, and deleting that brings the object back`() async throws {
        let s3 = try await house.s3(with: .named(), versioning: .enabled)
        let version = try #require(try await s3.put("one", to: "k").versionID)
        let deleted = try await s3.deleteObject(DeleteObjectInput(bucket: .named(), key: ObjectKey("k")))
        let marker = try #require(deleted.versionID)
        #expect(deleted.isDeleteMarker)
        let raw = try await house.send("GET", "/documents/k")
        #expect(try raw.code == "NoSuchKey" && raw.headers["x-amz-delete-marker"] == "true")
        #expect(raw.headers["x-amz-version-id"] == marker)
        #expect(try await s3.listObjectsV2(ListObjectsV2Input(bucket: .named())).contents.isEmpty)
        let named = try await house.send("GET", "/documents/k?versionId=\(marker)")
        #expect(try named.status == 405 && named.code == "MethodNotAllowed" && named.headers["Allow"] == "DELETE")
        #expect(try await s3.get("k", version: version) == Array("one".utf8))

        let input = try DeleteObjectInput(bucket: .named(), key: ObjectKey("k"), versionID: marker)
        let removed = try await s3.deleteObject(input)
        #expect(removed.isDeleteMarker && removed.versionID == marker)
        #expect(try await s3.get("k") == Array("one".utf8))
    }

    @Test(arguments: [1, 2, 3, 1_000])
    func `versions are listed by key, the newest first, on pages of any length`(_ limit: Int) async throws {
        let s3 = try await house.s3(with: .named(), versioning: .enabled)
        for text in ["1", "2", "3"] { try await s3.put(text, to: "a") }
        _ = try await s3.deleteObject(DeleteObjectInput(bucket: .named(), key: ObjectKey("a")))
        try await s3.put("4", to: "a/b")
        try await s3.put("5", to: "a")
        let all = try await versions(s3, limit: limit)
        #expect(all.map(\.key) == ["a", "a", "a", "a", "a", "a/b"])
        #expect(all.map { $0.version?.isLatest } == [true, false, false, false, false, true])
        #expect(all.map { $0.version?.isDeleteMarker } == [false, true, false, false, false, false])
        #expect(Set(all.compactMap { $0.version?.id }).count == 6)
    }

    @Test func `where versions are suspended, the one without a name is overwritten and the others stay`() async throws
    {
        let s3 = try await house.s3(with: .named())
        try await s3.put("null", to: "k")
        try await s3.putBucketVersioning(.named(), .enabled)
        let kept = try #require(try await s3.put("kept", to: "k").versionID)
        try await s3.putBucketVersioning(.named(), .suspended)
        #expect(try await s3.put("new", to: "k").versionID == "null")
        #expect(try await versions(s3).map { $0.version?.id } == ["null", kept])
        let deleted = try await s3.deleteObject(DeleteObjectInput(bucket: .named(), key: ObjectKey("k")))
        #expect(deleted.isDeleteMarker && deleted.versionID == "null")
        #expect(try await versions(s3).map { $0.version?.isDeleteMarker } == [true, false])
        #expect(try await s3.get("k", version: kept) == Array("kept".utf8))
    }

    @Test func `a bucket is not empty while it keeps versions`() async throws {
        let s3 = try await house.s3(with: .named(), versioning: .enabled)
        try await s3.put("one", to: "k")
        _ = try await s3.deleteObject(DeleteObjectInput(bucket: .named(), key: ObjectKey("k")))
        let full = await #expect(throws: S3Failure.self) { try await s3.deleteBucket(.named()) }
        #expect(full?.refusal == .bucketNotEmpty)
        for version in try await versions(s3) {
            _ = try await s3.deleteObject(
                DeleteObjectInput(bucket: .named(), key: ObjectKey(version.key), versionID: version.version?.id)
            )
        }
        try await s3.deleteBucket(.named())
    }

    @Test func `a copy is of the version that is named`() async throws {
        let s3 = try await house.s3(with: .named(), versioning: .enabled)
        let first = try #require(try await s3.put("one", to: "k").versionID)
        try await s3.put("two", to: "k")
        let source = CopySource(bucket: try .named(), key: try ObjectKey("k"), versionID: first)
        _ = try await s3.copyObject(CopyObjectInput(source, to: .named(), ObjectKey("k")))
        #expect(try await s3.get("k") == Array("one".utf8))
        #expect(try await versions(s3).count == 3)
    }
}
