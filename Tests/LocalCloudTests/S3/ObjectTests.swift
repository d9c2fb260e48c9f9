import AWSClient
import HTTP
import LocalCloud
import Testing
import Time

/// Objects as one puts, reads and deletes them.
struct ObjectTests {
    private let house: House

    init() throws {
        house = try House()
    }

    @Test func `an object comes back with all that was stored beside it`() async throws {
        let s3 = try await house.s3(with: .named())
        var attributes = ObjectAttributes(contentType: "text/plain", metadata: ["owner": "lab 7", "case": "12"])
        attributes.contentDisposition = "attachment"
        attributes.cacheControl = "no-store"
        let stored = try await s3.putObject(
            PutObjectInput(
                bucket: .named(),
                key: ObjectKey("a/b c+d~ü"),
                body: .bytes(Array("hello".utf8)),
                attributes: attributes
            )
        )
        #expect(stored.eTag == "\"5d41402abc4b2a76b9719d911017c592\"")
        let answer = try await s3.getObject(
            GetObjectInput(bucket: .named(), key: ObjectKey("a/b c+d~ü")),
            limit: 100
        )
        guard case .answer(let object) = answer else { throw S3Failure.object(.changed) }
        #expect(object.body == Array("hello".utf8))
        attributes.serverSideEncryption = "AES256"
        #expect(object.head.attributes == attributes)
        #expect(object.head.eTag == stored.eTag && object.head.lastModified == House.start)
        #expect(object.head.checksums == stored.checksums && object.head.contentLength == 5)
        #expect(object.head.versionID == nil)
    }

    @Test func `a head tells what a read would, without its bytes`() async throws {
        let s3 = try await house.s3(with: .named())
        try await s3.put("hello", to: "k")
        guard case .answer(let head) = try await s3.headObject(HeadObjectInput(bucket: .named(), key: ObjectKey("k")))
        else { throw S3Failure.object(.changed) }
        #expect(head.contentLength == 5 && head.checksums == [ObjectChecksum(.crc32, "NhCmhg==")])
        let raw = try await house.send("HEAD", "/documents/k")
        #expect(raw.status == 200 && raw.body.isEmpty && raw.headers["Content-Type"] == "binary/octet-stream")
        #expect(raw.headers["x-amz-checksum-crc32"] == nil)
    }

    @Test func `what is not there is missing in S3's words`() async throws {
        let s3 = try await house.s3(with: .named())
        let noKey = await #expect(throws: S3Failure.self) { try await s3.get("k") }
        #expect(noKey?.refusal == .noSuchKey)
        let noBucket = await #expect(throws: S3Failure.self) { try await s3.get("k", in: "elsewhere") }
        #expect(noBucket?.refusal == .noSuchBucket)
        let head = await #expect(throws: S3Failure.self) {
            try await s3.headObject(HeadObjectInput(bucket: .named(), key: ObjectKey("k")))
        }
        #expect(head?.refusal == .notFound)
        let raw = try await house.send("GET", "/documents/k")
        let error = try raw.document
        #expect(raw.status == 404 && error.text(at: "Key") == "k" && error.text(at: "Resource") == "/documents/k")
        #expect(error.text(at: "RequestId") == raw.headers["x-amz-request-id"])
        #expect(error.text(at: "HostId") == raw.headers["x-amz-id-2"])
    }

    @Test func `a delete is a success whether there was an object or not`() async throws {
        let s3 = try await house.s3(with: .named())
        try await s3.put("hello", to: "k")
        for _ in 0..<2 {
            let output = try await s3.deleteObject(DeleteObjectInput(bucket: .named(), key: ObjectKey("k")))
            #expect(!output.isDeleteMarker && output.versionID == nil)
        }
        let missing = await #expect(throws: S3Failure.self) { try await s3.get("k") }
        #expect(missing?.refusal == .noSuchKey)
    }

    @Test func `many are deleted at once, each with its own outcome`() async throws {
        let s3 = try await house.s3(with: .named())
        for key in ["a", "b & <c>", "d"] { try await s3.put("x", to: key) }
        let keys = try ["a", "b & <c>", "none"].map { DeleteObjectsInput.Object(try ObjectKey($0)) }
        let output = try await s3.deleteObjects(DeleteObjectsInput(bucket: .named(), objects: keys))
        #expect(output.deleted.map(\.key) == ["a", "b & <c>", "none"] && output.errors.isEmpty)
        let quiet = try await s3.deleteObjects(
            DeleteObjectsInput(bucket: .named(), objects: [.init(ObjectKey("d"), versionID: "gone")], isQuiet: true)
        )
        #expect(quiet.deleted.isEmpty && quiet.errors.isEmpty)
        let left = try await s3.listObjectsV2(ListObjectsV2Input(bucket: .named()))
        #expect(left.contents.map(\.key) == ["d"])
    }

    @Test func `a list of deletions that no sum guards is refused`() async throws {
        _ = try await house.s3(with: .named())
        let body = Array("<Delete><Object><Key>k</Key></Object></Delete>".utf8)
        let raw = try await house.send("POST", "/documents?delete", body: body)
        #expect(try raw.status == 400 && raw.code == "InvalidRequest")
    }

    @Test func `a bucket in the host and a bucket in the path are one`() async throws {
        let s3 = try await house.s3(with: .named())
        try await s3.put("hello", to: "k")
        for host in ["documents.localhost:4566", "documents.s3.localhost:4566", "documents.s3.us-east-1.amazonaws.com"]
        {
            let raw = try await house.send("GET", "/k", ["Host": host])
            #expect(raw.status == 200 && raw.text == "hello", "\(host)")
        }
        for host in ["s3.us-east-1.localhost:4566", "localhost:4566"] {
            let raw = try await house.send("GET", "/documents/k", ["Host": host])
            #expect(raw.status == 200 && raw.text == "hello", "\(host)")
        }
    }

    @Test(arguments: ["a//b", "../up", "a/./b", "%2F", "ä ö", "a+b", "a?b", "a\u{1}b", " ", "é", "e\u{301}"])
    func `a key is any text, byte for byte`(_ key: String) async throws {
        let s3 = try await house.s3(with: .named())
        try await s3.put("mine", to: key)
        #expect(try await s3.get(key) == Array("mine".utf8))
        let listed = try await s3.listObjectsV2(ListObjectsV2Input(bucket: .named())).contents.map(\.key)
        #expect(listed.count == 1 && listed[0].utf8.elementsEqual(key.utf8))
    }

    @Test(arguments: [
        ("PUT", "/documents/k?acl", 501), ("GET", "/documents?policy", 501), ("GET", "/documents/k?attributes", 501),
        ("PATCH", "/documents/k", 405), ("GET", "/documents/k?uploads", 501),
    ])
    func `what is not emulated says so`(method: String, target: String, status: Int) async throws {
        _ = try await house.s3(with: .named())
        #expect(try await house.send(method, target).status == status)
    }

    @Test(arguments: [
        ("x-amz-server-side-encryption", "aws:kms"), ("x-amz-acl", "public-read"), ("x-amz-storage-class", "GLACIER"),
        ("x-amz-object-lock-mode", "GOVERNANCE"), ("x-amz-website-redirect-location", "/x"),
        ("If-None-Match", "\"e\""),
    ])
    func `a header that would change the outcome is not passed over`(name: String, value: String) async throws {
        _ = try await house.s3(with: .named())
        let raw = try await house.send("PUT", "/documents/k", [name: value], body: [1])
        #expect(try raw.status == 501 && raw.code == "NotImplemented")
        #expect(try await house.send("GET", "/documents/k").status == 404)
    }

    @Test func `the headers of an answer are what its reader asks for`() async throws {
        let s3 = try await house.s3(with: .named())
        try await s3.put("hello", to: "k")
        let target = "/documents/k?response-content-type=text%2Fcsv&response-content-disposition=inline"
        let raw = try await house.send("GET", target)
        #expect(raw.headers["Content-Type"] == "text/csv" && raw.headers["Content-Disposition"] == "inline")
    }

    @Test func `a role is held to what it is allowed, and learns of no key that it may not list`() async throws {
        let house = try House(permissions: Forbidding(actions: ["s3:PutObject", "s3:ListBucket"]))
        let s3 = try await house.s3(with: .named())
        let put = await #expect(throws: S3Failure.self) { try await s3.put("x", to: "k") }
        #expect(put?.refusal == .accessDenied)
        let get = await #expect(throws: S3Failure.self) { try await s3.get("k") }
        #expect(get?.refusal == .accessDenied)
    }

    @Test func `tags are kept, read and removed`() async throws {
        let s3 = try await house.s3(with: .named())
        var input = try PutObjectInput(bucket: .named(), key: ObjectKey("k"), body: .bytes([1]))
        input.attributes.tagging = ["a": "1 &"]
        _ = try await s3.putObject(input)
        #expect(try await house.send("GET", "/documents/k").headers["x-amz-tagging-count"] == "1")
        let tags = try await house.send("GET", "/documents/k?tagging").document["TagSet"]?.all("Tag") ?? []
        #expect(tags.map { [$0.text(at: "Key"), $0.text(at: "Value")] } == [["a", "1 &"]])
        let put = "<Tagging><TagSet><Tag><Key>b</Key><Value>2</Value></Tag></TagSet></Tagging>"
        #expect(try await house.send("PUT", "/documents/k?tagging", body: Array(put.utf8)).status == 200)
        #expect(try await house.send("GET", "/documents/k?tagging").text.contains("<Key>b</Key>"))
        #expect(try await house.send("DELETE", "/documents/k?tagging").status == 204)
        #expect(try await house.send("GET", "/documents/k").headers["x-amz-tagging-count"] == nil)
    }
}
