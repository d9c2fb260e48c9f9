import AWSClient
import Testing

/// Queues that keep the order of a group.
@Suite(.needsMoto) struct OrderedQueueTests {
    private func send(
        _ text: String,
        group: String,
        to url: String,
        in cloud: Cloud,
        id: String? = nil
    ) async throws -> PublishedMessage {
        let message = OutgoingMessage(
            messageBody: text,
            messageGroupId: group,
            messageDeduplicationId: id ?? text
        )
        return try await cloud.sqs.call(SendMessage(queueUrl: url, message), deadline: cloud.deadline)
    }

    private func receive(_ count: Int, from url: String, in cloud: Cloud) async throws -> [Message] {
        let poll = ReceiveMessage(
            queueUrl: url,
            maxNumberOfMessages: count,
            visibilityTimeout: 600,
            messageSystemAttributeNames: ["All"]
        )
        return try await cloud.sqs.receiveMessage(poll, deadline: cloud.deadline).messages ?? []
    }

    @Test(arguments: Adapter.allCases)
    func `messages of a group come in their order, and none while another is out`(_ adapter: Adapter) async throws {
        let cloud = try await adapter.cloud()
        let url = try await cloud.makeQueue("ordered", ["FifoQueue": "true"])
        for text in ["a1", "a2", "a3"] {
            #expect(try await send(text, group: "a", to: url, in: cloud).sequenceNumber != nil)
        }
        _ = try await send("b1", group: "b", to: url, in: cloud)
        let first = try await receive(1, from: url, in: cloud)
        #expect(first.map(\.body) == ["a1"])
        #expect(first.first?.attributes?["MessageGroupId"] == "a")
        #expect(first.first?.attributes?["MessageDeduplicationId"] == "a1")
        #expect(try await receive(10, from: url, in: cloud).map(\.body) == ["b1"])
        #expect(try await receive(10, from: url, in: cloud) == [])
        let receipt = MessageReceipt(receiptHandle: try #require(first.first).receiptHandle)
        _ = try await cloud.sqs.call(DeleteMessage(queueUrl: url, receipt))
        #expect(try await receive(10, from: url, in: cloud).map(\.body) == ["a2", "a3"])
    }

    @Test(arguments: Adapter.allCases)
    func `a message that is sent twice comes once`(_ adapter: Adapter) async throws {
        let cloud = try await adapter.cloud()
        let url = try await cloud.makeQueue("ordered", ["FifoQueue": "true"])
        let first = try await send("a", group: "g", to: url, in: cloud, id: "same")
        let second = try await send("a", group: "g", to: url, in: cloud, id: "same")
        #expect(try await receive(10, from: url, in: cloud).map(\.messageId) == [first.messageId])
        try await adapter.expecting(.duplicateUnderNewID) { #expect(second.messageId == first.messageId) }
    }

    @Test(arguments: Adapter.allCases)
    func `a message without a group has no place in the order`(_ adapter: Adapter) async throws {
        let cloud = try await adapter.cloud()
        let url = try await cloud.makeQueue("ordered", ["FifoQueue": "true"])
        let message = OutgoingMessage(messageBody: "a", messageDeduplicationId: "a")
        let failure = await #expect(throws: CallFailure.self) {
            _ = try await cloud.sqs.call(SendMessage(queueUrl: url, message))
        }
        guard case .service(let refusal)? = failure else { return #expect(Bool(false), "\(failure as Any)") }
        #expect(refusal.queryCode == "MissingParameter")
    }
}
