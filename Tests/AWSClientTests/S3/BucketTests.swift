import AWSClient
import HTTP
import Testing

struct BucketTests {
    @Test(
        arguments: [
            "", "ab", "Upper", "a_b", "a..b", ".abc", "abc.", "-abc", "abc-", "a.-b", "a/b", "a b", "192.168.0.1", "é",
            "abc?", "abc#", "abc@evil.example", String(repeating: "a", count: 64),
        ]
    )
    func `a name that would become another host is no bucket`(name: String) {
        #expect(throws: RequestFault.bucketName(name.count > 63 ? String(name.prefix(63)) : name)) {
            try BucketName(name)
        }
    }

    @Test(arguments: ["abc", "a-b.c-d", "123", "1.2.3", String(repeating: "a", count: 63)])
    func `a name by S3's rules is a bucket`(name: String) throws {
        #expect(try BucketName(name).text == name)
    }

    @Test func `a key has a length, and is what it is byte for byte`() throws {
        #expect(throws: RequestFault.keyLength(0)) { try ObjectKey("") }
        #expect(throws: RequestFault.keyLength(1_025)) { try ObjectKey(String(repeating: "a", count: 1_025)) }
        #expect(try ObjectKey(String(repeating: "é", count: 512)).text.utf8.count == 1_024)
        #expect(try ObjectKey("\u{e9}") != ObjectKey("e\u{301}"))
        #expect(try Set([ObjectKey("\u{e9}"), ObjectKey("e\u{301}")]).count == 2)
    }

    @Test(
        arguments: [
            (nil, nil, "abc", "https://abc.s3.eu-central-1.amazonaws.com/k"),
            (nil, nil, "a.b", "https://s3.eu-central-1.amazonaws.com/a.b/k"),
            (nil, "path", "abc", "https://s3.eu-central-1.amazonaws.com/abc/k"),
            ("http://127.0.0.1:4566", nil, "abc", "http://127.0.0.1:4566/abc/k"),
            ("http://127.0.0.1:4566", "virtual", "abc", "http://127.0.0.1:4566/abc/k"),
            ("http://[::1]:4566", "virtual", "abc", "http://[::1]:4566/abc/k"),
            ("http://localhost:1", "virtual", "abc", "http://localhost:1/abc/k"),
            ("https://store.example/base", nil, "abc", "https://store.example/base/abc/k"),
            ("https://store.example/base", "virtual", "abc", "https://abc.store.example/base/k"),
            ("https://store.example", "virtual", "a.b", "https://store.example/a.b/k"),
            ("http://store.example", "virtual", "a.b", "http://a.b.store.example/k"),
        ] as [(String?, String?, String, String)]
    )
    func `a bucket is in the host where the endpoint has such hosts, else in the path`(
        endpoint: String?,
        style: String?,
        bucket: String,
        url: String
    ) async throws {
        let transport = ScriptedTransport([.answer(204)])
        let s3 = try S3.scripted(transport, endpoint: endpoint, style: style)
        _ = try await s3.deleteObject(DeleteObjectInput(bucket: BucketName(bucket), key: ObjectKey("k")))
        #expect(transport.requests[0].url == url)
    }

    @Test(
        arguments: [
            ("a//b", "a//b"), ("/a", "/a"), ("../a/./b/..", "../a/./b/.."), (".", "."), ("a b+c", "a%20b%2Bc"),
            ("a?b#c%2F", "a%3Fb%23c%252F"), ("日", "%E6%97%A5"), ("\u{1}\n", "%01%0A"), ("a/", "a/"),
        ]
    )
    func `a key is sent as it is`(key: String, path: String) async throws {
        let transport = ScriptedTransport([.answer(204)])
        let input = try DeleteObjectInput(bucket: .named(), key: ObjectKey(key))
        _ = try await S3.scripted(transport).deleteObject(input)
        #expect(transport.requests[0].target == "/documents/\(path)")
    }
}

struct RegionTests {
    private static let malformed =
        "<Error><Code>AuthorizationHeaderMalformed</Code><Region>us-west-2</Region></Error>"

    @Test func `a bucket of another region is looked for there, then and later`() async throws {
        let transport = ScriptedTransport([
            .answer(301, ["x-amz-bucket-region": "us-west-2"]), .answer(204), .answer(204),
        ])
        let s3 = try S3.scripted(transport, endpoint: nil)
        let input = try DeleteObjectInput(bucket: .named(), key: ObjectKey("k"))
        _ = try await s3.deleteObject(input)
        _ = try await s3.deleteObject(input)
        #expect(
            transport.requests.map(\.origin.host) == [
                "documents.s3.eu-central-1.amazonaws.com", "documents.s3.us-west-2.amazonaws.com",
                "documents.s3.us-west-2.amazonaws.com",
            ]
        )
        let scopes = transport.requests.map { $0.headers["Authorization"]?.contains("/us-west-2/s3/") }
        #expect(scopes == [false, true, true])
    }

    @Test func `a configured endpoint stays where it is, and is signed for the other region`() async throws {
        let transport = ScriptedTransport([.answer(400, [:], Self.malformed), .answer(200, ["ETag": "\"e\""])])
        let source = BytesSource("hello world")
        _ = try await S3.scripted(transport).putObject(.sample(.stream(source, length: 11)))
        #expect(Set(transport.requests.map(\.url)) == ["http://127.0.0.1:4566/documents/k"])
        #expect(transport.requests[1].headers["Authorization"]?.contains("/us-west-2/s3/") == true)
        #expect(source.rewinds == 1)
    }

    @Test func `two regions that send to each other are not asked for ever`() async throws {
        let transport = ScriptedTransport([
            .answer(307, ["x-amz-bucket-region": "us-west-2"]), .answer(307, ["x-amz-bucket-region": "eu-central-1"]),
            .answer(204),
        ])
        let failure = await #expect(throws: S3Failure.self) {
            try await S3.scripted(transport).headObject(HeadObjectInput(bucket: .named(), key: ObjectKey("k")))
        }
        guard case .call(.service(let answer))? = failure else { throw failure ?? .object(.changed) }
        #expect(answer.status == 307 && transport.requests.count == 2)
    }

    @Test(arguments: ["evil.example/", "", "eu-central-1"]) func `a region that is none, or the same, is not followed`(
        region: String
    ) async throws {
        let transport = ScriptedTransport([.answer(301, ["x-amz-bucket-region": region]), .answer(204)])
        await #expect(throws: S3Failure.self) {
            try await S3.scripted(transport, endpoint: nil).headBucket(.named())
        }
        #expect(transport.requests.count == 1)
    }
}
