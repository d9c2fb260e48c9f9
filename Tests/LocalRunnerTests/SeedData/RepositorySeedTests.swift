import AWSAdapters
import AWSClient
import Crypto
import Domain
import Files
import Template
import Testing
import Time

/// What the repository's own template finds when it is started here, with nothing said on the command line.
struct RepositorySeedTests {
    private static let template =
        #filePath.split(separator: "/").dropLast(4).reduce(into: "") { $0 += "/" + $1 } + "/template.yaml"

    @Test func `a local run has a catalogue that its key has signed, and somebody who may ask`() async throws {
        let text = try #require(try SystemFiles().read(Self.template))
        let presign = try #require(try Stack(reading: text).functions.first { $0.id == "Presign" })
        func setting(_ name: String) throws -> String { try #require(presign.environment[name]) }
        let cloud = try await RunningCloud(template: Self.template)
        let clients = try cloud.clients()
        let catalogue = S3EngineCatalogue(
            clients.s3,
            at: Blob(
                bucket: try setting("CONFIGURATION_BUCKET"),
                region: "us-east-1",
                key: try setting("CATALOGUE_KEY"),
                version: nil
            ),
            signedBy: try P256.PublicKey(hex: try setting("CATALOGUE_PUBLIC_KEY")),
            clock: SystemClock()
        )
        #expect(try await catalogue.current().engines.map(\.name) == [EngineName("eicar")])
        let accounts = DynamoAccounts(DynamoTable(try setting("ACCOUNTS_TABLE"), in: clients.dynamo))
        let key = try #require(try await accounts.apiKey(APIKeyID("development")))
        #expect(key.role == .administrator && !key.isRevoked)
        await cloud.kill()
    }
}
