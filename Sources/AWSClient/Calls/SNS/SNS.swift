package import Time

/// An operation of SNS.
package protocol SNSOperation: QueryOperation {}

/// The operations of SNS that we use, under SNS's own names: each is a type, and `call` calls it.
///
/// Nothing that would publish a message twice is tried again where the first try may have arrived, except to a FIFO
/// topic that drops the second by its deduplication id.
package struct SNS: Sendable {
    private let client: ServiceClient

    package init(_ context: AWSContext) throws(EndpointFault) {
        client = try ServiceClient(.sns, speaking: .query, in: context)
    }

    package init(at endpoint: AWSEndpoint, credentials: any CredentialProvider, outside: Outside) {
        client = ServiceClient(.sns, speaking: .query, at: endpoint, credentials: credentials, outside: outside)
    }

    package func call<Call: SNSOperation>(
        _ operation: Call,
        deadline: Instant? = nil
    ) async throws(CallFailure) -> Call.Output {
        try await client.call(operation, version: "2010-03-31", deadline: deadline)
    }

    /// SNS refuses a batch of more.
    package static let longestBatch = 10

    /// 256 KiB: what a message may have with its attributes, and all messages of one batch together.
    package static let longestMessage = 256 << 10

    /// What SNS hands to a queue as it is: with more attributes SQS refuses a raw message, and it is lost.
    package static let mostAttributesOfRawMessage = 10
}
