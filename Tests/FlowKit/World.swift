package import AWSClient
package import AllFunctions
import Crypto
package import Domain
package import HTTP
package import Hosting
package import LocalCloud
package import Template
import TestKit
import Time

/// The whole template with all its functions, in this process, and somebody who uses it.
package struct World: Deployed {
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
    package static func stack(
        engines: [String],
        trusting key: String,
        at endpoint: String = World.endpoint
    ) throws -> Stack {
        let text = try TemplateText.withEngines(engines)
        var settings = TemplateSettings()
        settings.endpoint = endpoint
        settings.parameters = ["CataloguePublicKey": key]
        return try Stack(reading: Array(text.utf8), settings: settings)
    }

    package var origin: WebOrigin { Self.origin }

    package static let endpoint = "\(origin)"
    private static let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: 4566)
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
