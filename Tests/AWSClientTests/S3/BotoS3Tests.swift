import AWSClient
import Encoding
import HTTP
import JSON
import TestKit
import Testing
import Time

/// Our requests of S3 beside boto3's, over keys and endpoints drawn from a seed.
@Suite(.enabled(if: PythonPeer.botocore.isInstalled, "\(PythonPeer.botocore.absence)"))
struct BotoS3Tests {
    /// All that says what is asked for; the rest is about who asks, and when.
    private static let compared = [
        "x-amz-checksum-crc32", "x-amz-content-sha256", "x-amz-sdk-checksum-algorithm", "x-amz-copy-source", "range",
        "if-none-match", "x-amz-trailer", "x-amz-decoded-content-length", "content-encoding", "x-amz-meta-a",
        "x-amz-checksum-mode", "content-type", "x-amz-security-token",
    ]

    private func peers(_ cases: [JSONValue]) throws -> [JSONValue] {
        let lines = cases.map { String(decoding: $0.bytes(), as: UTF8.self) }.joined(separator: "\n")
        let text = try withTemporaryFolder { folder in
            try write(lines + "\n", to: "\(folder)/cases")
            return try run(PythonPeer.command("s3") + ["\(folder)/cases"])
        }
        return try text.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
    }

    @Test(arguments: [UInt64(1), 2]) func `boto3 asks S3 for five hundred random things just as we do`(
        seed: UInt64
    ) async throws {
        let random = SeededRandom(seed: seed)
        let calls = try (0..<500).map { _ in try RandomS3Call(random) }
        let theirs = try peers(calls.map(\.json))
        try #require(theirs.count == calls.count)
        for (call, peer) in zip(calls, theirs) {
            let (request, body) = try await call.request()
            let words = Comment(rawValue: String(decoding: call.json.bytes(), as: UTF8.self))
            #expect(request.method == peer["method"]?.string, words)
            #expect(Self.sorted(request.url) == Self.sorted(peer["url"]?.string ?? ""), words)
            for name in Self.compared {
                #expect(request.headers[name] == peer["headers"]?[name]?.string, "\(name) of \(words)")
            }
            #expect(Base64.encode(body) == peer["body"]?.string, words)
        }
    }

    /// The order of a query means nothing, and neither does an equals sign with nothing behind it.
    private static func sorted(_ url: String) -> [String] {
        let parts = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return [parts[0]] + (parts.count > 1 ? parts[1].split(separator: "&").map(String.init).sorted() : [])
    }

    @Test func `boto3 signs a form as we do`() async throws {
        let conditions: JSONValue = [
            ["acl": "private"], ["content-length-range", 1, 10], ["starts-with", "$x-a", "p"],
        ]
        let peer = try peers([
            [
                "region": "eu-central-1", "style": "auto", "checksums": "when_supported", "operation": "form",
                "parameters": [
                    "Bucket": "documents", "Key": "a b", "Fields": ["acl": "private"], "Conditions": conditions,
                ],
            ]
        ])[0]
        let fields = try #require(peer["fields"])
        let theirs = try #require(fields["policy"]?.string)
        let document = try JSONValue(parsing: try #require(Base64.decode(theirs)))
        let expiry = try #require((document["expiration"]?.string).flatMap(Instant.init(rfc3339:)))
        // boto3 signs at the time of its machine, ten minutes before the end.
        let now = expiry - .seconds(600)
        let s3 = try S3.scripted(ScriptedTransport([]), endpoint: nil)
        let presigner = try await s3.presigner(for: .named())
        let (_, form) = try presigner.form(
            [
                .equals(field: "acl", value: "private"), .contentLength(1...10),
                .startsWith(field: "x-a", prefix: "p"), .equals(field: "key", value: "a b"),
            ],
            at: now,
            expiry: .seconds(600)
        )
        let ours = Dictionary(form.fields.map { ($0.name, $0.value.revealed) }) { $1 }
        #expect(Set(ours.keys) == Set(try #require(fields.object).keys))
        for name in ours.keys.sorted() where name != "policy" && name != "x-amz-signature" {
            #expect(ours[name] == fields[name]?.string)
        }
        let own = try JSONValue(parsing: try #require(Base64.decode(ours["policy"] ?? "")))
        let (mine, others) = (own["conditions"]?.array ?? [], document["conditions"]?.array ?? [])
        #expect(mine.count == others.count && mine.allSatisfy(others.contains))
        let signer = Signer(region: "eu-central-1", service: "s3", keys: SigningKeys())
        let signature = signer.signature(ofPolicy: theirs, with: .sample, at: now)
        #expect(signature == fields["x-amz-signature"]?.string)
    }
}
