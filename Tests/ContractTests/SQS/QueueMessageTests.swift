import AWSClient
import Testing

@Suite(.needsMoto) struct QueueMessageTests {
    /// A queue that one test has to itself.
    private struct Place {
        let cloud: Cloud
        let url: String

        init(_ adapter: Adapter, _ attributes: [String: String]? = nil) async throws {
            try await self.init(in: try await adapter.cloud(), attributes)
        }

        init(in cloud: Cloud, _ attributes: [String: String]? = nil) async throws {
            self.cloud = cloud
            url = try await cloud.makeQueue("queue", attributes)
        }

        func send(_ texts: String...) async throws {
            for text in texts {
                let call = SendMessage(queueUrl: url, OutgoingMessage(messageBody: text))
                _ = try await cloud.sqs.call(call, deadline: cloud.deadline)
            }
        }

        func receive(
            _ count: Int = 10,
            waiting seconds: Int = 0,
            hiddenFor visibility: Int? = nil
        ) async throws -> [Message] {
            let poll = ReceiveMessage(
                queueUrl: url,
                maxNumberOfMessages: count,
                waitTimeSeconds: seconds,
                visibilityTimeout: visibility,
                messageAttributeNames: ["All"],
                messageSystemAttributeNames: ["All"]
            )
            return try await cloud.sqs.receiveMessage(poll, deadline: cloud.deadline).messages ?? []
        }

        func change(_ message: Message, visibility seconds: Int) async throws {
            let change = MessageVisibility(receiptHandle: message.receiptHandle, visibilityTimeout: seconds)
            _ = try await cloud.sqs.call(ChangeMessageVisibility(queueUrl: url, change))
        }

        func delete(_ message: Message) async throws {
            let receipt = MessageReceipt(receiptHandle: message.receiptHandle)
            _ = try await cloud.sqs.call(DeleteMessage(queueUrl: url, receipt))
        }
    }

    @Test(arguments: Adapter.allCases)
    func `a message comes with what was sent beside it`(_ adapter: Adapter) async throws {
        let place = try await Place(adapter)
        let attributes: [String: MessageAttributeValue] = [
            "text": .string("é 😀"), "number": .number("12345678901234567890.50"), "bytes": .binary([0, 1, 255]),
            "own": MessageAttributeValue(dataType: "String.own", .text("x")),
        ]
        let trace = "Root=1-67891233-abcdef012345678912345678"
        let letter = OutgoingMessage(messageBody: "body", messageAttributes: attributes, awsTraceHeader: trace)
        let sent = try await place.cloud.sqs.call(SendMessage(queueUrl: place.url, letter))
        let message = try #require(try await place.receive().first)
        #expect(message.messageId == sent.messageId)
        #expect(message.messageAttributes == attributes)
        #expect(message.attributes?["ApproximateReceiveCount"] == "1")
        #expect(message.attributes?["AWSTraceHeader"] == trace)
    }

    @Test(arguments: Adapter.allCases)
    func `a message is hidden until it is given back, and gone when it is deleted`(
        _ adapter: Adapter
    ) async throws {
        let place = try await Place(adapter)
        try await place.send("a")
        let first = try #require(try await place.receive(hiddenFor: 600).first)
        #expect(try await place.receive() == [])
        try await place.change(first, visibility: 0)
        let second = try #require(try await place.receive(hiddenFor: 600).first)
        #expect(second.messageId == first.messageId)
        #expect(second.attributes?["ApproximateReceiveCount"] == "2")
        try await place.delete(second)
        try await place.delete(second)
        #expect(try await place.receive() == [])
        let names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        let left = try await place.cloud.sqs.call(GetQueueAttributes(queueUrl: place.url, attributeNames: names))
        #expect(left.attributes == [names[0]: "0", names[1]: "0"])
    }

    @Test(arguments: Adapter.allCases)
    func `a message that somebody else has received is his to hide`(_ adapter: Adapter) async throws {
        let place = try await Place(adapter)
        try await place.send("a")
        let first = try #require(try await place.receive(hiddenFor: 600).first)
        try await place.change(first, visibility: 0)
        let second = try #require(try await place.receive(hiddenFor: 600).first)
        #expect(first.receiptHandle != second.receiptHandle)
        // SQS may take the older handle or refuse it; the message stays with whoever received it last.
        try await adapter.expecting(.deletionByOldHandle) {
            try await place.delete(first)
            try await place.change(second, visibility: 0)
            #expect(try await place.receive().map(\.messageId) == [second.messageId])
        }
    }

    @Test(arguments: Adapter.allCases)
    func `what is no handle is refused`(_ adapter: Adapter) async throws {
        let place = try await Place(adapter)
        let failure = await #expect(throws: CallFailure.self) {
            let receipt = MessageReceipt(receiptHandle: "nothing")
            _ = try await place.cloud.sqs.call(DeleteMessage(queueUrl: place.url, receipt))
        }
        #expect(failure?.code == "ReceiptHandleIsInvalid")
    }

    @Test(arguments: Adapter.allCases)
    func `a wait ends when a message comes`(_ adapter: Adapter) async throws {
        let place = try await Place(adapter)
        let start = ContinuousClock.now
        async let waiting = place.receive(waiting: 20)
        try await place.send("awaited")
        #expect(try await waiting.map(\.body) == ["awaited"])
        #expect(ContinuousClock.now - start < .seconds(15))
    }

    @Test(arguments: Adapter.allCases)
    func `a queue is emptied at once`(_ adapter: Adapter) async throws {
        let place = try await Place(adapter)
        try await place.send("a", "b", "c")
        _ = try await place.cloud.sqs.call(PurgeQueue(queueUrl: place.url))
        #expect(try await place.receive() == [])
    }

    @Test(arguments: Adapter.allCases)
    func `a message that was received too often is a dead letter`(_ adapter: Adapter) async throws {
        let cloud = try await adapter.cloud()
        let dead = try await cloud.makeQueue("dead")
        let policy = #"{"deadLetterTargetArn":"\#(try await cloud.arn(of: dead))","maxReceiveCount":"2"}"#
        let place = try await Place(in: cloud, ["RedrivePolicy": policy])
        try await place.send("a")
        for _ in 0..<2 { #expect(try await place.receive(hiddenFor: 0).count == 1) }
        #expect(try await place.receive() == [])
        #expect(try await cloud.drain(dead).map(\.body) == ["a"])
    }

    @Test(arguments: Adapter.allCases)
    func `each of a batch is answered for`(_ adapter: Adapter) async throws {
        let place = try await Place(adapter)
        let entries = (0..<10).map { SendMessageBatch.Entry(id: "e\($0)", OutgoingMessage(messageBody: "\($0)")) }
        let sent = try await place.cloud.sqs.call(SendMessageBatch(queueUrl: place.url, entries: entries))
        #expect(Set(sent.successful.map(\.id)) == Set(entries.map(\.id)))
        #expect(sent.failed == [])
        let messages = try await place.receive(hiddenFor: 600)
        #expect(Set(messages.map(\.messageId)) == Set(sent.successful.map(\.messageId)))
        let changes = messages.prefix(2).map {
            ChangeMessageVisibilityBatch.Entry(
                id: $0.body,
                MessageVisibility(receiptHandle: $0.receiptHandle, visibilityTimeout: 0)
            )
        }
        let given = try await place.cloud.sqs.call(
            ChangeMessageVisibilityBatch(queueUrl: place.url, entries: changes)
        )
        #expect(Set(given.successful.map(\.id)) == Set(changes.map(\.id)) && given.failed == [])
        #expect(Set(try await place.receive(hiddenFor: 600).map(\.body)) == Set(changes.map(\.id)))
    }

    @Test(arguments: Adapter.allCases)
    func `one of a batch that cannot be deleted keeps none of the others`(_ adapter: Adapter) async throws {
        let place = try await Place(adapter)
        try await place.send("a", "b")
        let messages = try await place.receive(hiddenFor: 600)
        var entries = messages.map {
            DeleteMessageBatch.Entry(id: $0.body, MessageReceipt(receiptHandle: $0.receiptHandle))
        }
        entries.insert(.init(id: "wrong", MessageReceipt(receiptHandle: "nothing")), at: 1)
        let deleted = try await place.cloud.sqs.call(DeleteMessageBatch(queueUrl: place.url, entries: entries))
        #expect(Set(deleted.successful.map(\.id)) == ["a", "b"])
        #expect(deleted.failed.map(\.id) == ["wrong"])
        #expect(deleted.failed.map(\.code) == ["ReceiptHandleIsInvalid"])
        #expect(deleted.failed.map(\.senderFault) == [true])
    }
}
