import AWSClient
import Encoding
import HTTP
import Testing
import Time

struct PresignTests {
    private static let now = Instant(secondsSinceEpoch: 1_800_000_000)

    /// Good for a minute, whatever is asked for.
    private struct Brief: CredentialProvider {
        func credentials() async throws(CredentialFailure) -> Credentials {
            Credentials(accessKeyID: "A", secretAccessKey: "s", expiration: PresignTests.now + .seconds(60))
        }
    }

    private func presigner(_ endpoint: String?, _ credentials: any CredentialProvider = Credentials.sample) async throws
        -> BucketPresigner
    {
        var variables = ["AWS_REGION": "eu-central-1"]
        variables["AWS_ENDPOINT_URL_S3"] = endpoint
        let context = AWSContext(
            ClientSettings(AWSSettings(variables)),
            credentials: credentials,
            outside: .scripted(ScriptedTransport([]))
        )
        return try await S3(context).presigner(for: .named())
    }

    @Test(
        arguments: [
            (nil, "https://documents.s3.eu-central-1.amazonaws.com/"),
            ("http://127.0.0.1:1", "http://127.0.0.1:1/documents/"),
            ("https://store.example/base", "https://store.example/base/documents/"),
        ]
    )
    func `a URL and a form go to where the bucket is`(endpoint: String?, start: String) async throws {
        let presigner = try await presigner(endpoint)
        let put = try presigner.putObject(PutObject(key: "a b"), at: Self.now, expiry: .seconds(60)).revealed
        #expect(put.hasPrefix("\(start)a%20b?X-Amz-Algorithm="))
        let get = try presigner.getObject(ObjectKey("../k"), versionID: "v", at: Self.now, expiry: .seconds(60))
            .revealed
        #expect(get.hasPrefix("\(start)../k?") && get.contains("&versionId=v&"))
        let form = try presigner.form([.equals(field: "key", value: "k")], at: Self.now, expiry: .seconds(60))
        #expect(form.url == (endpoint == nil ? start : String(start.dropLast())))
    }

    @Test func `nothing outlives the credentials that it was made with`() async throws {
        let presigner = try await presigner(nil, Brief())
        let url = try presigner.putObject(PutObject(key: "k"), at: Self.now, expiry: .seconds(900))
        #expect(url.expires == Self.now + .seconds(60) && url.revealed.contains("&X-Amz-Expires=60&"))
        let (_, form) = try presigner.form([], at: Self.now, expiry: .seconds(900))
        #expect(form.expires == Self.now + .seconds(60))
        #expect(throws: SigningFailure.self) {
            try presigner.putObject(PutObject(key: "k"), at: Self.now + .seconds(60), expiry: .seconds(900))
        }
    }

    @Test func `a part's URL names its upload, and what must be sent with it`() async throws {
        let upload = MultipartUpload(bucket: try .named(), key: try ObjectKey("k"), uploadID: "u/1")
        let url = try await presigner(nil).uploadPart(
            7,
            of: upload,
            headers: ["Content-Length": "5", "x-amz-checksum-sha256": "c2hh"],
            at: Self.now,
            expiry: .seconds(60)
        )
        #expect(url.revealed.contains("&partNumber=7&uploadId=u%2F1&X-Amz-Signature="))
        #expect(url.revealed.contains("X-Amz-SignedHeaders=content-length%3Bhost%3Bx-amz-checksum-sha256&"))
    }

    @Test func `AWS's documented policy has the documented signature`() {
        let policy = [
            #"{ "expiration": "2015-12-30T12:00:00.000Z","#, #"  "conditions": ["#,
            #"    {"bucket": "sigv4examplebucket"},"#, #"    ["starts-with", "$key", "user/user1/"],"#,
            #"    {"acl": "public-read"},"#,
            #"    {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},"#,
            #"    ["starts-with", "$Content-Type", "image/"],"#, #"    {"x-amz-meta-uuid": "14365123651274"},"#,
            #"    {"x-amz-server-side-encryption": "AES256"},"#, #"    ["starts-with", "$x-amz-meta-tag", ""],"#, "",
            #"    {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},"#,
            #"    {"x-amz-algorithm": "AWS4-HMAC-SHA256"},"#, #"    {"x-amz-date": "20151229T000000Z" }"#, "  ]", "}",
        ]
        let credentials = Credentials(
            accessKeyID: "AKIAIOSFODNN7EXAMPLE",
            secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
        )
        let signature = Signer(region: "us-east-1", service: "s3", keys: SigningKeys()).signature(
            ofPolicy: Base64.encode(Array(policy.joined(separator: "\r\n").utf8)),
            with: credentials,
            at: Instant(secondsSinceEpoch: 1_451_347_200)
        )
        #expect(signature == "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e")
    }
}
