import AWSClient
import Crypto
import HTTP
import JSON
import Testing
import Time

struct SecretTests {
    @Test func `a secret is read, and never printed`() async throws {
        let answer = #"{"ARN":"a","Name":"n","VersionId":"v","SecretString":"HUSH","VersionStages":["AWSCURRENT"]}"#
        let transport = ScriptedTransport([.answer(200, [:], answer)])
        let get = GetSecretValue(secretId: "n", versionStage: "AWSPREVIOUS")
        let output = try await Secrets.scripted(transport).call(get)
        #expect(output.value == .text(SecretText("HUSH")))
        #expect(!"\(output)".contains("HUSH") && !String(reflecting: output).contains("HUSH"))
        let request = try #require(transport.requests.first)
        #expect(request.headers["X-Amz-Target"] == "secretsmanager.GetSecretValue")
        #expect(request.headers["Content-Type"] == "application/x-amz-json-1.1")
        #expect(try transport.lastJSON() == ["SecretId": "n", "VersionStage": "AWSPREVIOUS"])
    }

    @Test func `a secret of bytes is read as bytes`() async throws {
        let answer = #"{"ARN":"a","Name":"n","VersionId":"v","SecretBinary":"AP8="}"#
        let transport = ScriptedTransport([.answer(200, [:], answer)])
        let output = try await Secrets.scripted(transport).call(GetSecretValue(secretId: "n"))
        #expect(output.value == .binary(SecretBytes([0, 255])))
    }

    @Test(arguments: [#"{"SecretBinary":"HUSH!"}"#, #"{"SecretString":["HUSH"]}"#, "{}"])
    func `a secret that cannot be read is an error that tells nothing of it`(part: String) async {
        let fields = #"{"ARN":"a","Name":"n","VersionId":"v","# + part.dropFirst()
        let transport = ScriptedTransport([.answer(200, [:], fields)])
        let failure = await #expect(throws: CallFailure.self) {
            try await Secrets.scripted(transport).call(GetSecretValue(secretId: "n"))
        }
        #expect(failure?.description.contains("HUSH") == false)
    }

    @Test func `a secret is written twice under one token`() async throws {
        let written = #"{"ARN":"a","Name":"n","VersionId":"v"}"#
        let transport = ScriptedTransport([.answer(500), .answer(200, [:], written), .answer(200, [:], written)])
        let secrets = Secrets.scripted(transport)
        let token = UUID.v5(namespace: .url, name: "n")
        let create = CreateSecret(name: "n", clientRequestToken: token, .text(SecretText("HUSH")))
        #expect(!"\(create)".contains("HUSH"))
        #expect(try await secrets.call(create).versionId == "v")
        #expect(
            try transport.lastJSON() == [
                "ClientRequestToken": .string(token.description), "Name": "n", "SecretString": "HUSH",
            ]
        )
        let put = PutSecretValue(secretId: "n", clientRequestToken: token, .binary(SecretBytes([0])))
        _ = try await secrets.call(put)
        #expect(try transport.lastJSON()["SecretBinary"] == "AA==")
    }
}
