import AWSClient
import Crypto
import Encoding
import HTTP
import JSON
import Testing
import Time

struct SigningTests {
    private static let now = Instant(secondsSinceEpoch: 1_800_000_000)
    private static let origin = WebOrigin(scheme: .https, host: "bucket.s3.eu-central-1.amazonaws.com")

    private func presigner(_ credentials: Credentials = .sample) -> Presigner {
        Presigner(
            origin: Self.origin,
            region: "eu-central-1",
            service: "s3",
            credentials: credentials,
            keys: SigningKeys()
        )
    }

    @Test(
        arguments: [(900, nil, "900"), (999_999, nil, "604800"), (900, 300, "300"), (900, 3_600, "900")]
            as [(Int, Int?, String)]
    )
    func `a URL lives as long as asked, a week at most, and never beyond its credentials`(
        asked: Int,
        left: Int?,
        expected: String
    ) throws {
        let credentials = Credentials(
            accessKeyID: "A",
            secretAccessKey: "B",
            expiration: left.map { Self.now + .seconds($0) }
        )
        let url = try presigner(credentials).url(
            for: .getObject(key: "a"),
            at: Self.now,
            expiry: .seconds(asked)
        )
        #expect(url.revealed.contains("&X-Amz-Expires=\(expected)&"))
        #expect(url.expires == Self.now + .seconds(Int(expected) ?? 0))
    }

    @Test func `nothing is signed with credentials that have lapsed`() {
        let end = Self.now - .seconds(1)
        let lapsed = Credentials(accessKeyID: "A", secretAccessKey: "B", expiration: end)
        #expect(throws: SigningFailure.credentialsExpired(at: end)) {
            try presigner(lapsed).url(for: .getObject(key: "a"), at: Self.now, expiry: .seconds(9))
        }
        var request = WebRequest(origin: Self.origin)
        #expect(throws: SigningFailure.credentialsExpired(at: end)) {
            try Signer(region: "r", service: "s3", keys: SigningKeys())
                .sign(&request, payload: .unsigned, with: lapsed, at: Self.now)
        }
    }

    @Test func `an upload is held to its length, checksum and novelty by headers, not by the query`() throws {
        let object = PutObject(key: "k", contentLength: 5, checksumSHA256: "c2hh", mustBeNew: true)
        let url = try presigner().url(for: .putObject(object), at: Self.now, expiry: .seconds(60)).revealed
        #expect(
            url.contains("X-Amz-SignedHeaders=content-length%3Bhost%3Bif-none-match%3Bx-amz-checksum-sha256&")
        )
        #expect(!url.contains("c2hh") && !url.contains("x-amz-checksum-sha256="))
    }

    @Test func `a download names its version and the headers of its answer`() throws {
        let request = try PresignedRequest.getObject(
            key: "k",
            versionID: "v+1",
            overrides: [.contentDisposition: "attachment; filename=\"a b\"", .cacheControl: "no-store"]
        )
        let url = try presigner().url(for: request, at: Self.now, expiry: .seconds(60)).revealed
        #expect(
            url.contains(
                "&response-cache-control=no-store&response-content-disposition=attachment%3B%20filename%3D%22a%20b%22"
                    + "&versionId=v%2B1&X-Amz-Signature="
            )
        )
    }

    @Test func `a name that the signature sets cannot be asked for`() {
        #expect(throws: SigningFailure.reservedName("X-Amz-Expires")) {
            try PresignedRequest(method: "GET", path: "/", query: [("X-Amz-Expires", "9")])
        }
        #expect(throws: SigningFailure.reservedName("X-AMZ-Signature")) {
            try PostPolicy(bucket: "b", conditions: [.equals(field: "X-AMZ-Signature", value: "x")])
        }
    }

    @Test func `a form signs its policy, and carries every field that the policy names`() throws {
        let policy = try PostPolicy(
            bucket: "b",
            conditions: [
                .equals(field: "key", value: "k"), .contentLength(1...9), .startsWith(field: "x-a", prefix: "p"),
            ]
        )
        let signer = Signer(region: "eu-central-1", service: "s3", keys: SigningKeys())
        let form = try signer.form(for: policy, with: .sample, at: Self.now, expiry: .seconds(60))
        #expect(
            form.fields.map(\.name) == [
                "key", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-security-token", "policy",
                "x-amz-signature",
            ]
        )
        let text = try #require(form.fields.first { $0.name == "policy" }?.value.revealed)
        let document = try JSONValue(parsing: try #require(Base64.decode(text)))
        #expect(document["expiration"] == "2027-01-15T08:01:00.000Z")
        #expect(document["conditions"]?.array?.contains(["content-length-range", 1, 9]) == true)
        #expect(document["conditions"]?.array?.contains(["starts-with", "$x-a", "p"]) == true)
        #expect(document["conditions"]?.array?.contains(["bucket": "b"]) == true)
        let key = ["20270115", "eu-central-1", "s3", "aws4_request"].reduce(Array("AWS4SECRETEXAMPLE".utf8)) {
            HMACKey($0).authenticate(Array($1.utf8)).bytes
        }
        #expect(form.fields.last?.value.revealed == HMACKey(key).authenticate(Array(text.utf8)).hex)
    }

    @Test func `signing again takes the place of the first signature`() throws {
        let signer = Signer(region: "r", service: "sqs", keys: SigningKeys())
        var once = WebRequest(origin: Self.origin)
        var twice = once
        try signer.sign(&twice, payload: .empty, with: .sample, at: Self.now - .seconds(60))
        try signer.sign(&twice, payload: .empty, with: .sample, at: Self.now)
        try signer.sign(&once, payload: .empty, with: .sample, at: Self.now)
        #expect(twice.headers == once.headers)
    }

    @Test func `another secret behind the same access key gets a signing key of its own`() throws {
        let keys = SigningKeys()
        let signatures = try ["one", "two", "one"].map { secret in
            var request = WebRequest(origin: Self.origin)
            let credentials = Credentials(accessKeyID: "A", secretAccessKey: secret)
            return try Signer(region: "r", service: "sqs", keys: keys)
                .sign(&request, payload: .empty, with: credentials, at: Self.now).hex
        }
        #expect(signatures[0] != signatures[1] && signatures[0] == signatures[2])
    }

    @Test func `no secret, token or presigned URL is ever printed`() throws {
        let url = try presigner().url(for: .getObject(key: "private"), at: Self.now, expiry: .seconds(60))
        var printed = ""
        dump(Credentials.sample, to: &printed)
        dump(url, to: &printed)
        printed += "\(Credentials.sample) \(String(reflecting: Credentials.sample)) \(url) \(String(reflecting: url))"
        for secret in ["SECRETEXAMPLE", "TOKENEXAMPLE", "private", "X-Amz"] { #expect(!printed.contains(secret)) }
    }
}
