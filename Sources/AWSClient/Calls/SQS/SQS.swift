package import Time

/// The operations of SQS that we use, under SQS's own names.
///
/// Nothing that would put a message into a queue twice is tried again where the first try may have arrived, except
/// into a FIFO queue that drops the second by its deduplication id.
package struct SQS: Sendable {
    private let client: ServiceClient

    package init(at endpoint: AWSEndpoint, credentials: any CredentialProvider, outside: Outside) {
        client = ServiceClient(
            .sqs,
            speaking: .json(version: "1.0"),
            at: endpoint,
            credentials: credentials,
            outside: outside
        )
    }

    package func sendMessage(
        _ input: SendMessageInput,
        deadline: Instant? = nil
    ) async throws(CallFailure) -> SendMessageOutput {
        try await client.call(
            "AmazonSQS.SendMessage",
            input,
            isIdempotent: input.messageDeduplicationId != nil,
            deadline: deadline
        )
    }

    package func sendMessageBatch(
        _ input: SendMessageBatchInput,
        deadline: Instant? = nil
    ) async throws(CallFailure) -> SendMessageBatchOutput {
        try await client.call(
            "AmazonSQS.SendMessageBatch",
            input,
            isIdempotent: input.entries.allSatisfy { $0.messageDeduplicationId != nil },
            deadline: deadline
        )
    }

    package func receiveMessage(
        _ input: ReceiveMessageInput,
        deadline: Instant? = nil
    ) async throws(CallFailure) -> ReceiveMessageOutput {
        // What a lost answer held comes again when its visibility timeout is over.
        try await client.call(
            "AmazonSQS.ReceiveMessage",
            input,
            isIdempotent: true,
            isPolling: true,
            deadline: deadline
        )
    }

    package func deleteMessage(_ input: DeleteMessageInput, deadline: Instant? = nil) async throws(CallFailure) {
        let _: EmptyAnswer = try await client.call(
            "AmazonSQS.DeleteMessage",
            input,
            isIdempotent: true,
            deadline: deadline
        )
    }

    package func deleteMessageBatch(
        _ input: DeleteMessageBatchInput,
        deadline: Instant? = nil
    ) async throws(CallFailure) -> BatchOutput {
        try await client.call("AmazonSQS.DeleteMessageBatch", input, isIdempotent: true, deadline: deadline)
    }

    package func changeMessageVisibility(
        _ input: ChangeMessageVisibilityInput,
        deadline: Instant? = nil
    ) async throws(CallFailure) {
        let _: EmptyAnswer = try await client.call(
            "AmazonSQS.ChangeMessageVisibility",
            input,
            isIdempotent: true,
            deadline: deadline
        )
    }

    package func changeMessageVisibilityBatch(
        _ input: ChangeMessageVisibilityBatchInput,
        deadline: Instant? = nil
    ) async throws(CallFailure) -> BatchOutput {
        try await client.call("AmazonSQS.ChangeMessageVisibilityBatch", input, isIdempotent: true, deadline: deadline)
    }
}
