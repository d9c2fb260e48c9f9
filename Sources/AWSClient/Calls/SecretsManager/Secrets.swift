package import Time

/// An operation of Secrets Manager.
package protocol SecretsManagerOperation: JSONOperation {}

/// The operations of Secrets Manager that we use, under its own names: each is a type, and `call` calls it.
package struct Secrets: Sendable {
    private let client: ServiceClient

    package init(_ context: AWSContext) throws(EndpointFault) {
        client = try ServiceClient(.secretsmanager, speaking: .json(version: "1.1"), in: context)
    }

    package init(at endpoint: AWSEndpoint, credentials: any CredentialProvider, outside: Outside) {
        client = ServiceClient(
            .secretsmanager,
            speaking: .json(version: "1.1"),
            at: endpoint,
            credentials: credentials,
            outside: outside
        )
    }

    package func call<Call: SecretsManagerOperation>(
        _ operation: Call,
        deadline: Instant? = nil
    ) async throws(CallFailure) -> Call.Output {
        try await client.call(operation, of: "secretsmanager", deadline: deadline)
    }

    /// What a secret may have, as text or as bytes.
    package static let longestSecret = 65_536
}
