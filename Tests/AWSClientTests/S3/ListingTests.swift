import AWSClient
import HTTP
import Testing
import Time

struct ListingTests {
    private static let isURL = "<EncodingType>url</EncodingType>"

    private static func page(_ keys: [String], next: String? = nil, encoding: String = isURL) -> String {
        let contents = keys.map { key in
            "<Contents><Key>\(key)</Key><LastModified>2026-11-21T10:00:00.000Z</LastModified><ETag>&quot;e&quot;</ETag>"
                + "<Size>3</Size><StorageClass>STANDARD</StorageClass></Contents>"
        }
        let end = next.map { "<IsTruncated>true</IsTruncated><NextContinuationToken>\($0)</NextContinuationToken>" }
        return "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\(encoding)\(contents.joined())"
            + "<CommonPrefixes><Prefix>a%2Fb+c%2F</Prefix></CommonPrefixes>"
            + (end ?? "<IsTruncated>false</IsTruncated>") + "</ListBucketResult>"
    }

    @Test func `a listing's keys are as they were stored, whatever they hold`() async throws {
        let transport = ScriptedTransport([.answer(200, [:], Self.page(["a%2B+b%00%0A", "%E6%97%A5"]))])
        var input = try ListObjectsV2Input(bucket: .named(), prefix: "a b", delimiter: "/")
        input.startAfter = "a&b"
        input.maxKeys = 2
        let output = try await S3.scripted(transport).listObjectsV2(input)
        #expect(
            transport.requests[0].target
                == "/documents?list-type=2&encoding-type=url&prefix=a%20b&delimiter=%2F&start-after=a%26b&max-keys=2"
        )
        #expect(output.contents.map(\.key) == ["a+ b\0\n", "日"])
        #expect(output.commonPrefixes == ["a/b c/"] && output.nextContinuationToken == nil)
        #expect(output.contents[0].size == 3 && output.contents[0].eTag == "\"e\"")
        #expect(output.contents[0].lastModified == Instant(rfc3339: "2026-11-21T10:00:00Z"))
    }

    @Test(arguments: ["", "<EncodingType/>", "<EncodingType>other</EncodingType>"])
    func `keys that nobody says are encoded are as they stand`(encoding: String) async throws {
        let body = Self.page(["a+b%2B%", "日"], encoding: encoding)
        let transport = ScriptedTransport([.answer(200, [:], body)])
        let output = try await S3.scripted(transport).listObjectsV2(ListObjectsV2Input(bucket: .named()))
        #expect(output.contents.map(\.key) == ["a+b%2B%", "日"])
        #expect(output.commonPrefixes == ["a%2Fb+c%2F"])
    }

    @Test func `a listing is read page by page to its end`() async throws {
        let transport = ScriptedTransport([
            .answer(200, [:], Self.page(["a"], next: "t/1")), .answer(503), .answer(200, [:], Self.page(["b"])),
        ])
        var keys: [String] = []
        let pages = try S3.scripted(transport).pages(of: ListObjectsV2Input(bucket: .named()))
        for try await page in pages { keys += page.contents.map(\.key) }
        #expect(keys == ["a", "b"])
        #expect(transport.requests[2].target.hasSuffix("&continuation-token=t%2F1"))
    }

    @Test func `a listing that goes in a circle ends`() async throws {
        let transport = ScriptedTransport(Array(repeating: .answer(200, [:], Self.page([], next: "t")), count: 9))
        let pages = try S3.scripted(transport).pages(of: ListObjectsV2Input(bucket: .named()))
        await #expect(throws: S3Failure.self) { for try await _ in pages {} }
        #expect(transport.requests.count == 2)
    }

    @Test(arguments: [
        "", "<html>", "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
        "<ListBucketResult><Contents></Contents></ListBucketResult>",
        "<ListBucketResult>\(isURL)<Contents><Key>%FF</Key></Contents></ListBucketResult>",
    ]) func `a listing that is none is a failure`(body: String) async throws {
        let transport = ScriptedTransport([.answer(200, [:], body)])
        let failure = await #expect(throws: S3Failure.self) {
            try await S3.scripted(transport).listObjectsV2(ListObjectsV2Input(bucket: .named()))
        }
        guard case .call(.unreadable)? = failure else { throw S3Failure.object(.changed) }
    }

    @Test func `versions are listed with the markers among them`() async throws {
        let body = """
            <ListVersionsResult>\(Self.isURL)<IsTruncated>true</IsTruncated><NextKeyMarker>a+b</NextKeyMarker>
            <NextVersionIdMarker>v1</NextVersionIdMarker>
            <DeleteMarker><Key>a+b</Key><VersionId>v2</VersionId><IsLatest>true</IsLatest></DeleteMarker>
            <Version><Key>a+b</Key><VersionId>v1</VersionId><IsLatest>false</IsLatest><Size>9</Size></Version>
            </ListVersionsResult>
            """
        let transport = ScriptedTransport([.answer(200, [:], body)])
        let output = try await S3.scripted(transport).listObjectVersions(ListObjectVersionsInput(bucket: .named()))
        #expect(transport.requests[0].target == "/documents?versions&encoding-type=url")
        #expect(output.nextKeyMarker == "a b" && output.nextVersionIDMarker == "v1")
        #expect(output.versions.map(\.version?.id) == ["v2", "v1"])
        #expect(output.versions.map(\.version?.isLatest) == [true, false])
        #expect(output.versions.map(\.version?.isDeleteMarker) == [true, false])
    }
}

struct DeletionTests {
    private func input(_ keys: [String], isQuiet: Bool = false) throws -> DeleteObjectsInput {
        try DeleteObjectsInput(
            bucket: .named(),
            objects: keys.map { .init(try ObjectKey($0), versionID: $0 == "v" ? "1" : nil) },
            isQuiet: isQuiet
        )
    }

    @Test func `many are deleted at once, and those that fail are told`() async throws {
        let body = """
            <DeleteResult><Deleted><Key>a</Key></Deleted><Error><Key>v</Key><VersionId>1</VersionId>
            <Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>
            """
        let transport = ScriptedTransport([.answer(200, [:], body)])
        let output = try await S3.scripted(transport).deleteObjects(input(["a\r\n<&>\"", "v"], isQuiet: true))
        let request = transport.requests[0]
        #expect(request.method == "POST" && request.target == "/documents?delete")
        #expect(request.headers["x-amz-checksum-crc32"] != nil)
        #expect(
            request.text == """
                <?xml version="1.0" encoding="UTF-8"?><Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">\
                <Object><Key>a&#13;&#10;&lt;&amp;&gt;&quot;</Key></Object>\
                <Object><Key>v</Key><VersionId>1</VersionId></Object><Quiet>true</Quiet></Delete>
                """
        )
        #expect(output.deleted.map(\.key) == ["a"])
        #expect(
            output.errors.map { "\($0.key) \($0.versionID ?? "") \($0.code) \($0.message)" } == ["v 1 AccessDenied no"]
        )
        #expect(transport.requests.count == 1)
    }

    @Test(arguments: ["\u{0}", "a\u{1}", "\u{1F}", "\u{FFFE}", "\u{FFFF}"])
    func `a key that XML cannot hold is not sent`(key: String) async throws {
        let transport = ScriptedTransport([])
        await #expect(throws: S3Failure.invalid(.keyNotInXML(index: 1))) {
            try await S3.scripted(transport).deleteObjects(input(["a", key]))
        }
        #expect(transport.requests.isEmpty)
    }

    @Test func `no more are sent than S3 takes, and nothing for nothing`() async throws {
        let transport = ScriptedTransport([])
        let s3 = try S3.scripted(transport)
        await #expect(throws: S3Failure.invalid(.tooManyKeys(1_001))) {
            try await s3.deleteObjects(input((0...1_000).map(String.init)))
        }
        #expect(try await s3.deleteObjects(input([])).errors.isEmpty)
        #expect(transport.requests.isEmpty)
    }

    @Test func `deleting tells of the marker that it left`() async throws {
        let transport = ScriptedTransport([.answer(204, ["x-amz-delete-marker": "true", "x-amz-version-id": "m"])])
        let input = try DeleteObjectInput(bucket: .named(), key: ObjectKey("k"), versionID: "v")
        let output = try await S3.scripted(transport).deleteObject(input)
        #expect(output.isDeleteMarker && output.versionID == "m")
        #expect(transport.requests[0].target == "/documents/k?versionId=v")
    }
}
