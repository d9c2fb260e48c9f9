import AWSClient
import Crypto
import TestKit
import Testing
import Time

@Suite(.needsMoto) struct SecretTests {
    @Test(arguments: Adapter.allCases)
    func `a secret is read as it was written, by its name and by its ARN`(_ adapter: Adapter) async throws {
        let cloud = try await adapter.cloud()
        let values: [SecretValue] = [.text(SecretText("é \"😀\"\n")), .binary(SecretBytes([0, 1, 255]))]
        for value in values {
            let name = Emulator.newName("secret")
            let version = UUID.v4(from: SystemRandom())
            let made = try await cloud.secrets.call(CreateSecret(name: name, clientRequestToken: version, value))
            #expect(made.versionId == "\(version)" && made.name == name)
            for id in [name, made.arn] {
                let read = try await cloud.secrets.call(GetSecretValue(secretId: id))
                #expect(read.value == value)
                #expect(read.versionId == "\(version)" && read.versionStages == ["AWSCURRENT"])
            }
        }
    }

    @Test(arguments: Adapter.allCases)
    func `a secret that was changed is still read as it was, by version and by stage`(
        _ adapter: Adapter
    ) async throws {
        let cloud = try await adapter.cloud()
        let name = Emulator.newName("secret")
        let (old, new) = (UUID.v4(from: SystemRandom()), UUID.v4(from: SystemRandom()))
        let (before, after) = (SecretValue.text(SecretText("before")), SecretValue.text(SecretText("after")))
        _ = try await cloud.secrets.call(CreateSecret(name: name, clientRequestToken: old, before))
        _ = try await cloud.secrets.call(PutSecretValue(secretId: name, clientRequestToken: new, after))
        let reads: [(GetSecretValue, SecretValue)] = [
            (GetSecretValue(secretId: name), after), (GetSecretValue(secretId: name, versionId: "\(old)"), before),
            (GetSecretValue(secretId: name, versionStage: "AWSPREVIOUS"), before),
            (GetSecretValue(secretId: name, versionStage: "AWSCURRENT"), after),
        ]
        for (read, value) in reads { #expect(try await cloud.secrets.call(read).value == value) }
    }

    @Test(arguments: Adapter.allCases)
    func `a version may be kept beside the current one`(_ adapter: Adapter) async throws {
        let cloud = try await adapter.cloud()
        let name = Emulator.newName("secret")
        let value = { (text: String) in SecretValue.text(SecretText(text)) }
        let (first, second) = (UUID.v4(from: SystemRandom()), UUID.v4(from: SystemRandom()))
        _ = try await cloud.secrets.call(CreateSecret(name: name, clientRequestToken: first, value("current")))
        _ = try await cloud.secrets.call(
            PutSecretValue(secretId: name, clientRequestToken: second, versionStages: ["NEXT"], value("next"))
        )
        let next = try await cloud.secrets.call(GetSecretValue(secretId: name, versionStage: "NEXT"))
        #expect(next.value == value("next") && next.versionId == "\(second)")
        #expect(try await cloud.secrets.call(GetSecretValue(secretId: name)).value == value("current"))
    }

    @Test(arguments: Adapter.allCases)
    func `what there is no secret of is not found`(_ adapter: Adapter) async throws {
        let cloud = try await adapter.cloud()
        let name = Emulator.newName("secret")
        let missing = await #expect(throws: CallFailure.self) {
            try await cloud.secrets.call(GetSecretValue(secretId: name))
        }
        #expect(missing?.code == "ResourceNotFoundException")
        let value = SecretValue.text(SecretText("a"))
        let token = UUID.v4(from: SystemRandom())
        _ = try await cloud.secrets.call(CreateSecret(name: name, clientRequestToken: token, value))
        let taken = await #expect(throws: CallFailure.self) {
            let other = UUID.v4(from: SystemRandom())
            _ = try await cloud.secrets.call(CreateSecret(name: name, clientRequestToken: other, value))
        }
        #expect(taken?.code == "ResourceExistsException")
    }
}

extension Cloud {
    fileprivate var secrets: Secrets { Secrets(at: endpoint, credentials: credentials, outside: outside) }
}
