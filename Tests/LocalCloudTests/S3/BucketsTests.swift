import AWSClient
import HTTP
import LocalCloud
import Testing

/// Buckets and their settings.
struct BucketsTests {
    private let house: House

    init() throws {
        house = try House()
    }

    @Test func `a bucket is made, found, listed and deleted`() async throws {
        let s3 = try await house.s3(with: .named())
        try await s3.createBucket(.named("another"))
        // In S3's first region the owner may make it again.
        try await s3.createBucket(.named())
        #expect(try await s3.headBucket(.named()) == "us-east-1")
        let names = try await house.send("GET", "/").document["Buckets"]?.all("Bucket").map { $0.text(at: "Name") }
        #expect(names == ["another", "documents"])
        try await s3.deleteBucket(.named())
        let gone = await #expect(throws: S3Failure.self) { try await s3.headBucket(.named()) }
        #expect(gone?.refusal == .notFound)
        #expect(try await house.send("GET", "/another?location").document.text == "")
    }

    @Test func `a bucket with anything in it is not deleted`() async throws {
        let s3 = try await house.s3(with: .named())
        try await s3.put("x", to: "k")
        let failure = await #expect(throws: S3Failure.self) { try await s3.deleteBucket(.named()) }
        #expect(failure?.refusal == .bucketNotEmpty)
    }

    @Test(arguments: [
        ("/Upper", "InvalidBucketName"), ("/a", "InvalidBucketName"), ("/1.2.3.4", "InvalidBucketName"),
    ])
    func `a name that is none is refused`(target: String, code: String) async throws {
        #expect(try await house.send("PUT", target).code == code)
    }

    @Test func `a bucket elsewhere is refused`() async throws {
        let body =
            "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint>"
            + "</CreateBucketConfiguration>"
        let raw = try await house.send("PUT", "/documents", body: Array(body.utf8))
        #expect(try raw.code == "IllegalLocationConstraintException")
    }

    @Test func `the rules by which a bucket forgets are kept as they were put`() async throws {
        let s3 = try await house.s3(with: .named())
        #expect(try await s3.getBucketLifecycleConfiguration(.named()).isEmpty)
        let body = """
            <LifecycleConfiguration><Rule><ID>old</ID><Status>Enabled</Status><Filter><Prefix>tmp/</Prefix></Filter>\
            <Expiration><Days>7</Days></Expiration></Rule></LifecycleConfiguration>
            """
        #expect(try await house.send("PUT", "/documents?lifecycle", body: Array(body.utf8)).status == 200)
        let rules = try await s3.getBucketLifecycleConfiguration(.named())
        #expect(rules.count == 1 && rules[0].id == "old" && rules[0].prefix == "tmp/" && rules[0].expirationDays == 7)
        #expect(try await house.send("DELETE", "/documents?lifecycle").status == 204)
        #expect(try await s3.getBucketLifecycleConfiguration(.named()).isEmpty)
    }

    @Test(arguments: [
        "<LifecycleConfiguration></LifecycleConfiguration>", "<Other/>", "no XML",
        "<LifecycleConfiguration><Rule><Status>On</Status></Rule></LifecycleConfiguration>",
    ])
    func `settings that are none are malformed`(_ body: String) async throws {
        _ = try await house.s3(with: .named())
        let raw = try await house.send("PUT", "/documents?lifecycle", body: Array(body.utf8))
        #expect(try raw.status == 400 && raw.code == "MalformedXML")
    }

    @Test func `tags of a bucket are kept`() async throws {
        _ = try await house.s3(with: .named())
        #expect(try await house.send("GET", "/documents?tagging").code == "NoSuchTagSet")
        let put = "<Tagging><TagSet><Tag><Key>b</Key><Value>2</Value></Tag></TagSet></Tagging>"
        #expect(try await house.send("PUT", "/documents?tagging", body: Array(put.utf8)).status == 204)
        #expect(try await house.send("GET", "/documents?tagging").text.contains("<Value>2</Value>"))
    }
}
