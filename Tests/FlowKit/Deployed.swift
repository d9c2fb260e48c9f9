import AWSAdapters
package import AWSClient
package import Crypto
import Domain
package import HTTP
import Hosting
import JSON
import Ports
package import Template
import Time
package import Wiring

/// The whole template with all its functions, wherever they run, for somebody who uses it.
package protocol Deployed: Sendable {
    var stack: Stack { get }
    /// How it is reached, and at which address.
    var outside: Outside { get }
    var origin: WebOrigin { get }
}

extension Deployed {
    /// Puts in what operators do: the catalogue, and a key for whoever uses the API.
    package func furnish(_ engines: [String], signedBy operators: P256.PrivateKey) async throws {
        let version = PipelineVersion(1, 0, 0)
        let entries = engines.map { name in
            Catalogue.Entry(
                name: EngineName(unchecked: name),
                accepts: VersionRange(from: version),
                timeLimitSeconds: 60
            )
        }
        let catalogue = Catalogue(serial: 1, defaultVersion: version, versions: [version], engines: entries)
        let bytes = try JSONCodec.encode(catalogue)
        let attributes = ObjectAttributes(metadata: ["signature": try operators.sign(bytes).hex])
        let bucket = try BucketName(name(of: "ConfigurationBucket"))
        let input = PutObjectInput(
            bucket: bucket,
            key: try ObjectKey("engines/catalogue.json"),
            body: .bytes(bytes),
            attributes: attributes
        )
        _ = try await S3(aws).putObject(input)
        let parts = World.apiKey.split(separator: ".", maxSplits: 1).map(String.init)
        guard let hash = FileHash(bytes: SHA256.digest(of: Array(parts[1].utf8)).bytes) else { return }
        let key = APIKey(
            id: APIKeyID(unchecked: parts[0]),
            secretSHA256: hash,
            organisation: World.organisation,
            owner: OwnerName(unchecked: "tester"),
            role: .administrator
        )
        var supply = try supply()
        try await supply.accounts().save(key)
    }

    /// The physical name of a bucket or a table.
    package func name(of logicalID: String) -> String {
        stack.buckets.first { $0.id == logicalID }?.name ?? stack.tables.first { $0.id == logicalID }?.name ?? ""
    }

    /// The ports, for whoever looks at what came of it.
    package func supply() throws -> AWSSupply {
        var environment = environment
        environment["DOCUMENTS_BUCKET"] = name(of: "DocumentsBucket")
        for table in ["Documents", "Results", "Leases", "Accounts", "Engines"] {
            environment["\(table.uppercased())_TABLE"] = name(of: "\(table)Table")
        }
        return try AWSSupply(Settings(environment), outside)
    }

    package var aws: AWSContext {
        let settings = AWSSettings(environment)
        return AWSContext(ClientSettings(settings), credentials: EnvironmentCredentials(settings), outside: outside)
    }

    /// What a client of AWS finds it by.
    private var environment: [String: String] {
        [
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": "\(origin)",
        ]
    }
}
