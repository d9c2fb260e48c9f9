import AWSClient
import HTTP
import JSON
import LocalCloud
import Testing
import Time

/// What a bucket tells of its objects, and whom.
struct EventTests {
    private let house: House

    init() throws {
        house = try House()
    }

    private func configure(_ rules: String, _ headers: WebHeaders = [:]) async throws -> RawAnswer {
        let body = "<NotificationConfiguration>\(rules)</NotificationConfiguration>"
        return try await house.send("PUT", "/documents?notification", headers, body: Array(body.utf8))
    }

    private func queue(
        _ events: [String],
        prefix: String? = nil,
        suffix: String? = nil,
        queue: String = "uploads"
    ) -> String {
        let rules = [("prefix", prefix), ("Suffix", suffix)].compactMap { name, value in
            value.map { "<FilterRule><Name>\(name)</Name><Value>\($0)</Value></FilterRule>" }
        }
        let filter = rules.isEmpty ? "" : "<Filter><S3Key>\(rules.joined())</S3Key></Filter>"
        return "<QueueConfiguration><Id>rule</Id><Queue>arn:aws:sqs:us-east-1:000000000000:\(queue)</Queue>"
            + events.map { "<Event>\($0)</Event>" }.joined() + filter + "</QueueConfiguration>"
    }

    private func records() async throws -> [JSONValue] {
        try await house.mail.deliveries.map { delivery in
            let body = try JSONValue(parsing: Array(delivery.body.utf8))
            return try #require(body["Records"]?[0])
        }
    }

    @Test func `a configuration is tried out when it is put, and read as it was put`() async throws {
        let s3 = try await house.s3(with: .named())
        #expect(try await configure(queue(["s3:ObjectCreated:*"], prefix: "in/", suffix: ".pdf")).status == 200)
        let test = try #require(await house.mail.deliveries.first)
        let body = try JSONValue(parsing: Array(test.body.utf8))
        #expect(body["Event"] == "s3:TestEvent" && body["Service"] == "Amazon S3" && body["Bucket"] == "documents")
        #expect("\(test.target)" == "arn:aws:sqs:us-east-1:000000000000:uploads")
        #expect("\(test.source)" == "arn:aws:s3:::documents")
        let read = try await s3.getBucketNotificationConfiguration(.named())
        #expect(read.count == 1 && read[0].id == "rule" && read[0].events == ["s3:ObjectCreated:*"])
        #expect(read[0].prefix == "in/" && read[0].suffix == ".pdf")
        #expect(read[0].destination == .queue(arn: "\(test.target)"))
    }

    @Test(arguments: [
        (
            "<QueueConfiguration><Queue>arn:aws:sqs:us-east-1:0:nobody</Queue><Event>s3:ObjectCreated:*</Event>"
                + "</QueueConfiguration>", "InvalidArgument"
        ),
        (
            "<QueueConfiguration><Queue>arn:aws:sns:us-east-1:0:t</Queue><Event>s3:ObjectCreated:*</Event>"
                + "</QueueConfiguration>", "InvalidArgument"
        ),
        (
            "<QueueConfiguration><Queue>arn:aws:sqs:us-east-1:0:q</Queue><Event>s3:Other:*</Event>"
                + "</QueueConfiguration>", "InvalidArgument"
        ),
        (
            "<QueueConfiguration><Queue>arn:aws:sqs:us-east-1:0:q</Queue><Event>s3:ObjectRestore:Post</Event>"
                + "</QueueConfiguration>", "NotImplemented"
        ),
        ("<Other/>", "MalformedXML"),
    ])
    func `a configuration that cannot be followed is refused`(rules: String, code: String) async throws {
        let s3 = try await house.s3(with: .named())
        #expect(try await configure(rules).code == code)
        #expect(try await s3.getBucketNotificationConfiguration(.named()).isEmpty)
    }

    @Test func `an event tells what AWS's tells`() async throws {
        let s3 = try await house.s3(with: .named(), versioning: .enabled)
        _ = try await configure(queue(["s3:ObjectCreated:*"]))
        await house.mail.empty()
        let stored = try await s3.put("hello", to: "up/a b+c&ü.txt")
        let record = try #require(try await records().first)
        #expect(record["eventVersion"] == "2.1" && record["eventSource"] == "aws:s3")
        #expect(record["awsRegion"] == "us-east-1" && record["eventName"] == "ObjectCreated:Put")
        #expect(record["eventTime"]?.string == House.start.rfc3339)
        #expect(record["s3"]?["bucket"]?["arn"] == "arn:aws:s3:::documents")
        #expect(record["s3"]?["configurationId"] == "rule" && record["s3"]?["s3SchemaVersion"] == "1.0")
        let object = try #require(record["s3"]?["object"])
        #expect(object["key"] == "up/a+b%2Bc%26%C3%BC.txt" && object["size"]?.int == 5)
        #expect(object["eTag"] == "5d41402abc4b2a76b9719d911017c592")
        #expect(object["versionId"]?.string == stored.versionID)
    }

    @Test(arguments: [
        ("a b", "a+b"), ("a+b", "a%2Bb"), ("a/b", "a/b"), ("ä", "%C3%A4"), ("a%b", "a%25b"), ("a=b&c", "a%3Db%26c"),
        ("a~b_c-d.e", "a~b_c-d.e"), ("(a)", "%28a%29"),
    ])
    func `a key is encoded as in a form, but for its slashes`(key: String, encoded: String) async throws {
        let s3 = try await house.s3(with: .named())
        _ = try await configure(queue(["s3:ObjectCreated:*"]))
        await house.mail.empty()
        try await s3.put("x", to: key)
        #expect(try await records().map { $0["s3"]?["object"]?["key"]?.string } == [encoded])
    }

    @Test(arguments: [
        ("in/a.pdf", true), ("in/.pdf", true), ("out/a.pdf", false), ("in/a.txt", false), ("in/a.PDF", false),
    ])
    func `a rule tells of the keys with its prefix and its suffix alone`(key: String, isTold: Bool) async throws {
        let s3 = try await house.s3(with: .named())
        _ = try await configure(queue(["s3:ObjectCreated:*"], prefix: "in/", suffix: ".pdf"))
        await house.mail.empty()
        try await s3.put("x", to: key)
        #expect(await house.mail.deliveries.isEmpty != isTold)
    }

    @Test func `each change has its own name, and a later one a later sequencer`() async throws {
        let s3 = try await house.s3(with: .named())
        _ = try await configure(queue(["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]))
        await house.mail.empty()
        try await s3.put("x", to: "k")
        let source = CopySource(bucket: try .named(), key: try ObjectKey("k"))
        _ = try await s3.copyObject(CopyObjectInput(source, to: .named(), ObjectKey("copy")))
        let upload = try await s3.createMultipartUpload(
            CreateMultipartUploadInput(bucket: .named(), key: ObjectKey("k"))
        )
        let part = try await s3.uploadPart(1, of: upload, body: .bytes([1]))
        _ = try await s3.completeMultipartUpload(CompleteMultipartUploadInput(upload, parts: [part]))
        let input = try DeleteObjectInput(bucket: .named(), key: ObjectKey("k"))
        _ = try await s3.deleteObject(input)
        // There is nothing left to delete, and nothing to tell.
        _ = try await s3.deleteObject(input)
        try await s3.putBucketVersioning(.named(), .enabled)
        _ = try await s3.deleteObject(input)
        let told = try await records()
        #expect(
            told.map { $0["eventName"]?.string } == [
                "ObjectCreated:Put", "ObjectCreated:Copy", "ObjectCreated:CompleteMultipartUpload",
                "ObjectRemoved:Delete", "ObjectRemoved:DeleteMarkerCreated",
            ]
        )
        let sequencers = told.compactMap { $0["s3"]?["object"]?["sequencer"]?.string }
        #expect(sequencers.count == 5 && sequencers == sequencers.sorted() && Set(sequencers).count == 5)
        #expect(Set(sequencers.map(\.count)) == [18])
    }

    @Test func `topics and functions are told as queues are`() async throws {
        let s3 = try await house.s3(with: .named())
        let rules = """
            <TopicConfiguration><Topic>arn:aws:sns:us-east-1:000000000000:t</Topic><Event>s3:ObjectCreated:Put</Event>\
            </TopicConfiguration><CloudFunctionConfiguration>\
            <CloudFunction>arn:aws:lambda:us-east-1:000000000000:function:f</CloudFunction>\
            <Event>s3:ObjectCreated:Put</Event></CloudFunctionConfiguration>
            """
        #expect(try await configure(rules).status == 200)
        // A function is not called to try the configuration out.
        #expect(await house.mail.deliveries.map(\.target.service) == ["sns"])
        await house.mail.empty()
        try await s3.put("x", to: "k")
        #expect(await house.mail.deliveries.map(\.target.service) == ["sns", "lambda"])
        #expect(await house.mail.deliveries.map(\.subject) == ["Amazon S3 Notification", nil])
    }

    @Test func `an event whose target is gone fails no write, and is counted`() async throws {
        let s3 = try await house.s3(with: .named())
        let rule = queue(["s3:ObjectCreated:*"], queue: "nobody")
        #expect(try await configure(rule, ["x-amz-skip-destination-validation": "true"]).status == 200)
        try await s3.put("x", to: "k")
        #expect(await house.buckets.dropped == 1)
    }

    @Test func `the default bus is told of everything, in EventBridge's words`() async throws {
        let s3 = try await house.s3(with: .named(), versioning: .enabled)
        #expect(try await configure("<EventBridgeConfiguration/>").status == 200)
        let read = try await house.send("GET", "/documents?notification").document
        #expect(read["EventBridgeConfiguration"] != nil && read.children.count == 1)
        let stored = try await s3.put("hello", to: "a b.txt")
        _ = try await s3.deleteObject(DeleteObjectInput(bucket: .named(), key: ObjectKey("a b.txt")))
        let told = await house.mail.deliveries
        #expect(
            told.map { "\($0.target)" }
                == Array(
                    repeating: "arn:aws:events:us-east-1:000000000000:event-bus/default",
                    count: 2
                )
        )
        let entries = try told.map { try JSONValue(parsing: Array($0.body.utf8)) }
        #expect(entries.map { $0["DetailType"] } == ["Object Created", "Object Deleted"])
        #expect(entries[0]["Source"] == "aws.s3" && entries[0]["Resources"] == ["arn:aws:s3:::documents"])
        let details = try entries.map { try JSONValue(parsing: Array(($0["Detail"]?.string ?? "").utf8)) }
        let object = try #require(details[0]["object"])
        #expect(object["key"] == "a b.txt" && object["size"] == 5 && object["version-id"]?.string == stored.versionID)
        #expect(object["etag"] == "5d41402abc4b2a76b9719d911017c592" && object["sequencer"]?.string?.count == 18)
        #expect(details[0]["bucket"] == ["name": "documents"] && details[0]["reason"] == "PutObject")
        #expect(details[0]["requester"] == "000000000000" && details[0]["source-ip-address"] == "127.0.0.1")
        #expect(details[0]["request-id"]?.string?.isEmpty == false && details[0]["version"] == "0")
        #expect(details[1]["deletion-type"] == "Delete Marker Created" && details[1]["reason"] == "DeleteObject")
        #expect(try await configure("").status == 200)
        await house.mail.empty()
        try await s3.put("x", to: "k")
        #expect(await house.mail.deliveries.isEmpty)
    }
}
