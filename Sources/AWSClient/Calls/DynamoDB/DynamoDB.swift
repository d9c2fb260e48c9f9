package import Time

/// The operations of DynamoDB that we use, under DynamoDB's own names.
///
/// Only the caller knows whether a write may be made twice: one with a condition fails the second time, and one that
/// counts counts twice.
package struct DynamoDB: Sendable {
    private let client: ServiceClient

    package init(at endpoint: AWSEndpoint, credentials: any CredentialProvider, outside: Outside) {
        client = ServiceClient(
            .dynamodb,
            speaking: .json(version: "1.0"),
            at: endpoint,
            credentials: credentials,
            outside: outside
        )
    }

    package func getItem(_ input: GetItemInput, deadline: Instant? = nil) async throws(CallFailure) -> GetItemOutput {
        try await client.call("DynamoDB_20120810.GetItem", input, isIdempotent: true, deadline: deadline)
    }

    package func putItem(
        _ input: PutItemInput,
        isIdempotent: Bool,
        deadline: Instant? = nil
    ) async throws(CallFailure) -> PutItemOutput {
        try await client.call("DynamoDB_20120810.PutItem", input, isIdempotent: isIdempotent, deadline: deadline)
    }

    package func updateItem(
        _ input: UpdateItemInput,
        isIdempotent: Bool,
        deadline: Instant? = nil
    ) async throws(CallFailure) -> UpdateItemOutput {
        try await client.call("DynamoDB_20120810.UpdateItem", input, isIdempotent: isIdempotent, deadline: deadline)
    }

    package func query(_ input: QueryInput, deadline: Instant? = nil) async throws(CallFailure) -> QueryOutput {
        try await client.call("DynamoDB_20120810.Query", input, isIdempotent: true, deadline: deadline)
    }
}
