package import AWSClient
package import HTTP
import Time

/// What a person does with a deployment by hand.
extension Deployment {
    /// Puts an object where an event says that one is, and tells nobody of it; `metadata` are the user's own.
    package func place(
        _ body: WebBody,
        at key: String,
        in bucket: String,
        version: String? = nil,
        metadata: [String: String] = [:],
        overwrites: Bool = true
    ) async throws(ServiceFault) {
        try await buckets.place(
            body,
            at: key,
            in: bucket,
            version: version,
            metadata: metadata,
            overwrites: overwrites
        )
    }

    /// Hands an event to a function and waits for what becomes of it; `messages` are those that it holds.
    package func invoke(
        _ name: String,
        with event: [UInt8],
        messages: [String] = []
    ) async throws(ServiceFault) -> DirectCall {
        let payload = try Functions.checked(event, atMost: Functions.longestPayload)
        var call = FunctionCall(requestID: functions.ground.newID(), payload: payload)
        call.messages = messages
        call.isByHand = true
        let finished = try await functions.run(call, of: FunctionReference(name: name))
        return DirectCall(id: call.requestID, run: finished.run, payload: finished.payload)
    }

    /// The attributes of the messages that lie in a queue, by the messages' ids.
    package func messageAttributes(in queue: ARN) async -> [String: [String: MessageAttributeValue]] {
        await queues.messageAttributes(in: queue)
    }
}

/// What became of an event that a person handed over.
package struct DirectCall: Sendable {
    package let id: String
    package let run: FunctionRun
    /// What the caller gets: the answer, or the error as Lambda words it.
    package let payload: [UInt8]
}
