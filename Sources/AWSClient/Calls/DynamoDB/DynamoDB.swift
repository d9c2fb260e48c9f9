package import Time

/// An operation of DynamoDB.
package protocol DynamoDBOperation: JSONOperation {}

/// The operations of DynamoDB that we use, under DynamoDB's own names: each is a type, and `call` calls it.
///
/// Only the caller knows whether a write may be made twice: one with a condition fails the second time, one that
/// counts counts twice, and one that a lost answer has repeated may undo what another wrote between the two.
package struct DynamoDB: Sendable {
    private let client: ServiceClient
    let outside: Outside

    package init(_ context: AWSContext) throws(EndpointFault) {
        client = try ServiceClient(.dynamodb, speaking: .json(version: "1.0"), in: context)
        outside = context.outside
    }

    package init(at endpoint: AWSEndpoint, credentials: any CredentialProvider, outside: Outside) {
        client = ServiceClient(
            .dynamodb,
            speaking: .json(version: "1.0"),
            at: endpoint,
            credentials: credentials,
            outside: outside
        )
        self.outside = outside
    }

    package func call<Call: DynamoDBOperation>(
        _ operation: Call,
        deadline: Instant? = nil
    ) async throws(CallFailure) -> Call.Output {
        try await client.call(
            operation,
            of: "DynamoDB_20120810",
            limits: AttributeValue.jsonLimits,
            deadline: deadline
        )
    }
}

extension DynamoDB {
    /// 400 KB: an item with the names of its attributes, as ``AttributeValue/size`` counts them.
    package static let longestItem = 400 << 10

    /// DynamoDB refuses a BatchGetItem of more keys.
    package static let mostKeysOfBatch = 100

    /// DynamoDB refuses a BatchWriteItem of more requests.
    package static let mostWritesOfBatch = 25

    /// DynamoDB refuses a transaction of more items, or one that names an item twice.
    package static let mostItemsOfTransaction = 100
}
