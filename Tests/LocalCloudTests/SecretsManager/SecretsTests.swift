import AWSClient
import HTTP
import JSON
import LocalCloud
import TestKit
import Testing
import Time

/// Secrets Manager through our own client.
struct SecretsTests {
    private let here = Neighbourhood { [LocalCloud.Secrets($0)] }

    private func client() throws -> AWSClient.Secrets { try AWSClient.Secrets(here.context()) }

    private func token() -> UUID { UUID.v4(from: here.random) }

    private func raw(_ operation: String, _ body: JSONValue) async throws -> JSONValue {
        let client = try ServiceClient(.secretsmanager, speaking: .json(version: "1.1"), in: here.context())
        let call = ServiceCall(
            headers: ["X-Amz-Target": "secretsmanager.\(operation)", "Content-Type": "application/x-amz-json-1.1"],
            body: body.bytes(),
            isIdempotent: true
        )
        return try JSONValue(parsing: try await client.perform(call).body)
    }

    @Test func `a secret is found by its name and its ARN, and by the ARN without its end`() async throws {
        let secrets = try client()
        let made = try await secrets.call(
            CreateSecret(name: "keys/mail", clientRequestToken: token(), .text(SecretText("one")))
        )
        #expect(made.arn.hasPrefix("arn:aws:secretsmanager:us-east-1:000000000000:secret:keys/mail-"))
        for id in ["keys/mail", made.arn, String(made.arn.dropLast(7))] {
            let found = try await secrets.call(GetSecretValue(secretId: id))
            #expect(found.value == .text(SecretText("one")))
            #expect(found.arn == made.arn)
            #expect(found.versionStages == ["AWSCURRENT"])
        }
    }

    @Test func `a new value is the current one, and the one before stays as the previous`() async throws {
        let secrets = try client()
        _ = try await secrets.call(CreateSecret(name: "a", clientRequestToken: token(), .text(SecretText("one"))))
        for text in ["two", "three"] {
            _ = try await secrets.call(
                PutSecretValue(secretId: "a", clientRequestToken: token(), .text(SecretText(text)))
            )
        }
        #expect(try await secrets.call(GetSecretValue(secretId: "a")).value == .text(SecretText("three")))
        let former = try await secrets.call(GetSecretValue(secretId: "a", versionStage: "AWSPREVIOUS"))
        #expect(former.value == .text(SecretText("two")))
        let byID = try await secrets.call(GetSecretValue(secretId: "a", versionId: former.versionId))
        #expect(byID.value == .text(SecretText("two")))
        let stages = try await raw("DescribeSecret", ["SecretId": "a"])["VersionIdsToStages"]
        #expect(stages?.object?.members.map(\.value) == [["AWSPREVIOUS"], ["AWSCURRENT"]])
    }

    @Test func `the same token writes once, and never another value`() async throws {
        let secrets = try client()
        _ = try await secrets.call(CreateSecret(name: "a", clientRequestToken: token(), .text(SecretText("one"))))
        let token = token()
        for _ in 0..<2 {
            _ = try await secrets.call(
                PutSecretValue(secretId: "a", clientRequestToken: token, .text(SecretText("two")))
            )
        }
        let former = try await secrets.call(GetSecretValue(secretId: "a", versionStage: "AWSPREVIOUS"))
        #expect(former.value == .text(SecretText("one")))
        let failure = await #expect(throws: CallFailure.self) {
            try await secrets.call(PutSecretValue(secretId: "a", clientRequestToken: token, .text(SecretText("three"))))
        }
        #expect(failure?.code == "ResourceExistsException")
    }

    @Test func `what is not there is not found, and what is there is not made again`() async throws {
        let secrets = try client()
        let absent = await #expect(throws: CallFailure.self) { try await secrets.call(GetSecretValue(secretId: "a")) }
        #expect(absent?.code == "ResourceNotFoundException")
        _ = try await secrets.call(CreateSecret(name: "a", clientRequestToken: token(), .text(SecretText("one"))))
        let stage = await #expect(throws: CallFailure.self) {
            try await secrets.call(GetSecretValue(secretId: "a", versionStage: "AWSPENDING"))
        }
        #expect(stage?.code == "ResourceNotFoundException")
        let again = await #expect(throws: CallFailure.self) {
            try await secrets.call(CreateSecret(name: "a", clientRequestToken: token(), .text(SecretText("one"))))
        }
        #expect(again?.code == "ResourceExistsException")
    }

    @Test func `who had no answer may make a secret once more`() async throws {
        let (secrets, token) = (try client(), token())
        let call = CreateSecret(name: "a", clientRequestToken: token, .text(SecretText("one")))
        let first = try await secrets.call(call)
        #expect(try await secrets.call(call) == first)
        let other = await #expect(throws: CallFailure.self) {
            try await secrets.call(CreateSecret(name: "a", clientRequestToken: token, .text(SecretText("two"))))
        }
        #expect(other?.code == "ResourceExistsException")
    }

    @Test func `secrets are listed page by page, in the order of their names`() async throws {
        let secrets = try client()
        for name in ["c", "a", "b"] {
            _ = try await secrets.call(CreateSecret(name: name, clientRequestToken: token(), .text(SecretText("one"))))
        }
        let first = try await raw("ListSecrets", ["MaxResults": 2])
        #expect(first["SecretList"]?.array?.compactMap { $0["Name"]?.string } == ["a", "b"])
        let rest = try await raw("ListSecrets", ["NextToken": first["NextToken"] ?? .null])
        #expect(rest["SecretList"]?.array?.compactMap { $0["Name"]?.string } == ["c"])
        #expect(rest["NextToken"] == nil)
        #expect(first["SecretList"]?[0]?["SecretString"] == nil)
    }

    @Test(
        arguments: [
            ("DeleteSecret", ["SecretId": "a"]), ("RotateSecret", ["SecretId": "a"]),
            ("CreateSecret", ["Name": "a", "SecretString": "x", "KmsKeyId": "k"]),
            ("ListSecrets", ["SortOrder": "asc"]),
        ] as [(String, JSONValue)]
    )
    func `what is not emulated is said`(operation: String, body: JSONValue) async throws {
        let failure = await #expect(throws: CallFailure.self) { try await raw(operation, body) }
        #expect(failure?.code == "NotImplemented")
    }
}
