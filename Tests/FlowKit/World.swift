import AWSAdapters
package import AWSClient
package import AllFunctions
import Crypto
package import Domain
import HTTP
package import Hosting
import JSON
package import LocalCloud
import Ports
package import Template
import TestKit
import Time
package import Wiring

/// The whole template with all its functions, in this process, and somebody who uses it.
package struct World: Sendable {
    package let deployment: Deployment
    package let stack: Stack
    package let ground: Ground
    package let outside: Outside

    /// Whoever uses it, before the dot; the secret follows.
    package static let apiKey = "tester-key.correct-horse-battery-staple"
    package static let organisation = OrganisationName(unchecked: "acme")

    /// - Parameters:
    ///   - engines: built-in ones, all of them with the same eyes.
    ///   - shaker: what befalls the functions.
    ///   - reader: who reads what they log.
    package init(
        on ground: Ground,
        engines: [String] = ["eicar"],
        shaker: Shaker? = nil,
        reader: any LogSink = WrittenLines(),
        table: FunctionTable = .linked
    ) async throws {
        let operators = try P256.PrivateKey(from: ground.random)
        stack = try Self.stack(engines: engines, trusting: operators.publicKey.hex)
        self.ground = ground
        let late = LateTransport()
        let hosts = LinkedHosts(table: table, late: late, shaker: shaker, reader: reader)
        deployment = try await Deployment(of: stack, on: ground, hosts: hosts)
        late.lead(to: DirectTransport(to: deployment.cloud, clock: ground.clock))
        outside = Outside(transport: late, clock: ground.clock, random: ground.random)
        try await furnish(engines, signedBy: operators)
    }

    /// The repository's template, with as many engines as are wanted.
    package static func stack(engines: [String], trusting key: String) throws -> Stack {
        let text = try TemplateText.withEngines(engines)
        var settings = TemplateSettings()
        settings.parameters = [
            "CataloguePublicKey": key, "Engines": engines.map(TemplateText.logicalID).joined(separator: ","),
        ]
        return try Stack(reading: Array(text.utf8), settings: settings)
    }

    /// The catalogue, and a key for whoever uses the API.
    private func furnish(_ engines: [String], signedBy operators: P256.PrivateKey) async throws {
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
        let parts = Self.apiKey.split(separator: ".", maxSplits: 1).map(String.init)
        guard let hash = FileHash(bytes: SHA256.digest(of: Array(parts[1].utf8)).bytes) else { return }
        let key = APIKey(
            id: APIKeyID(unchecked: parts[0]),
            secretSHA256: hash,
            organisation: Self.organisation,
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
        var environment = [
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": ground.place.region,
            "AWS_ENDPOINT_URL": Self.endpoint, "DOCUMENTS_BUCKET": name(of: "DocumentsBucket"),
        ]
        for table in ["Documents", "Results", "Leases", "Accounts", "Engines"] {
            environment["\(table.uppercased())_TABLE"] = name(of: "\(table)Table")
        }
        return try AWSSupply(Settings(environment), outside)
    }

    package var aws: AWSContext {
        let settings = AWSSettings([
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": ground.place.region,
            "AWS_ENDPOINT_URL": Self.endpoint,
        ])
        return AWSContext(ClientSettings(settings), credentials: EnvironmentCredentials(settings), outside: outside)
    }

    package static let endpoint = "http://127.0.0.1:4566"
}

/// The way to a cloud that its functions know before it is made.
final class LateTransport: HTTPTransport {
    private let transport = Shared<(any HTTPTransport)?>(nil)

    func lead(to transport: any HTTPTransport) { self.transport.withLock { $0 = transport } }

    func exchange(_ request: WebRequest, into sink: any BodySink) async throws(TransportFailure) -> WebResponseHead {
        guard let transport = transport.withLock({ $0 }) else { throw .broken(reason: "there is no cloud yet") }
        return try await transport.exchange(request, into: sink)
    }

    func exchange(_ request: WebRequest, bodyLimit: Int) async throws(TransportFailure) -> WebResponse {
        guard let transport = transport.withLock({ $0 }) else { throw .broken(reason: "there is no cloud yet") }
        return try await transport.exchange(request, bodyLimit: bodyLimit)
    }
}
