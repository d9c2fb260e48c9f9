package import Time

/// An operation of STS.
package protocol STSOperation: QueryOperation {}

/// The operations of STS that we use, under STS's own names: each is a type, and `call` calls it.
package struct STS: Sendable {
    private let client: ServiceClient

    package init(_ context: AWSContext) throws(EndpointFault) {
        client = try ServiceClient(.sts, speaking: .query, in: context)
    }

    /// No credentials are needed for AssumeRoleWithWebIdentity alone, which proves itself by its token.
    package init(at endpoint: AWSEndpoint, credentials: (any CredentialProvider)?, outside: Outside) {
        client = ServiceClient(.sts, speaking: .query, at: endpoint, credentials: credentials, outside: outside)
    }

    package func call<Call: STSOperation>(
        _ operation: Call,
        deadline: Instant? = nil
    ) async throws(CallFailure) -> Call.Output {
        try await client.call(operation, version: "2011-06-15", deadline: deadline)
    }
}
