import AWSAdapters
import AWSClient
import Events
import Hosting
import JSON
import TestKit
import Testing
import Time

/// What a host orders of its queue, in SQS itself.
@Suite(.needsMoto) struct QueueControlTests {
    private let note = DeadLetterNote(
        queue: "arn:aws:sqs:eu-central-1:123456789012:work",
        function: "confirm",
        request: "request-1",
        code: "upload-missing",
        message: "There is no upload: é 😀",
        attempt: 3,
        time: Sample.noon
    )

    /// A queue, its dead-letter queue, and a message that was received from the first.
    private struct Place {
        let cloud: Cloud
        let queue: String
        let deadLetters: String
        let control: SQSQueueControl
        let message: QueueMessage
    }

    private func place(fifo: Bool = false, _ attributes: [String: MessageAttributeValue]) async throws -> Place {
        let cloud = try Cloud()
        let kind = fifo ? ["FifoQueue": "true"] : nil
        let queue = try await cloud.makeQueue("work", kind)
        let deadLetters = try await cloud.makeQueue("dead", kind)
        let letter = OutgoingMessage(
            messageBody: #"{"body": "é\u0000"}"#,
            messageAttributes: attributes.isEmpty ? nil : attributes,
            awsTraceHeader: "Root=1-67891233-abcdef012345678912345678",
            messageGroupId: fifo ? "group-1" : nil,
            messageDeduplicationId: fifo ? "d-1" : nil
        )
        _ = try await cloud.sqs.call(SendMessage(queueUrl: queue, letter), deadline: cloud.deadline)
        let poll = ReceiveMessage(
            queueUrl: queue,
            visibilityTimeout: 600,
            messageAttributeNames: ["All"],
            messageSystemAttributeNames: ["All"]
        )
        let received = try #require(try await cloud.sqs.receiveMessage(poll, deadline: cloud.deadline).messages?.first)
        let arn = try await cloud.arn(of: queue)
        let event = try JSONCodec.decode(SQSEvent.self, from: record(received, arn: arn))
        return Place(
            cloud: cloud,
            queue: queue,
            deadLetters: deadLetters,
            control: SQSQueueControl(
                try cloud.sqs,
                at: cloud.endpoint,
                deadLetters: deadLetters,
                clock: cloud.outside.clock
            ),
            message: QueueMessage(try #require(event.records.first))
        )
    }

    /// As an event-source mapping hands a message over.
    private func record(_ message: Message, arn: String) -> [UInt8] {
        let attributes = (message.messageAttributes ?? [:]).map { name, value -> (String, JSONValue) in
            switch value.value {
            case .text(let text): (name, ["dataType": .string(value.dataType), "stringValue": .string(text)])
            case .binary:
                (name, ["dataType": .string(value.dataType), "binaryValue": "AAH/"])
            }
        }
        let record: JSONValue = [
            "messageId": .string(message.messageId), "receiptHandle": .string(message.receiptHandle),
            "body": .string(message.body), "eventSource": "aws:sqs", "eventSourceARN": .string(arn),
            "awsRegion": "eu-central-1",
            "attributes": .object(JSONObject((message.attributes ?? [:]).map { ($0.key, .string($0.value)) })),
            "messageAttributes": .object(JSONObject(attributes)),
        ]
        return JSONValue.object(["Records": [record]]).bytes()
    }

    @Test func `a message that is buried keeps body, attributes and trace, and says why`() async throws {
        let own: [String: MessageAttributeValue] = [
            "text": .string("é 😀"), "number": .number("1.50"), "bytes": .binary([0, 1, 255]),
            "typed": MessageAttributeValue(dataType: "String.custom", .text("x")),
        ]
        let place = try await place(own)
        try await place.control.bury(place.message, note: note)
        let buried = try await place.cloud.drain(place.deadLetters)
        let letter = try #require(buried.first)
        #expect(buried.count == 1)
        #expect(letter.body == place.message.body)
        #expect(letter.attributes?["AWSTraceHeader"] == "Root=1-67891233-abcdef012345678912345678")
        let attributes = try #require(letter.messageAttributes)
        #expect(attributes.filter { $0.key != SQSQueueControl.noteName } == own)
        let said = try #require(attributes[SQSQueueControl.noteName])
        guard case .text(let text) = said.value else { return #expect(Bool(false), "the note is no text") }
        #expect(try JSONCodec.decode(DeadLetterNote.self, from: Array(text.utf8)) == note)
    }

    @Test func `a message with ten attributes is buried with those, and nothing is lost`() async throws {
        let own = Dictionary(uniqueKeysWithValues: (0..<10).map { ("a\($0)", MessageAttributeValue.string("\($0)")) })
        let place = try await place(own)
        try await place.control.bury(place.message, note: note)
        #expect(try await place.cloud.drain(place.deadLetters).first?.messageAttributes == own)
    }

    @Test func `a message of a group is buried in its group, once`() async throws {
        let place = try await place(fifo: true, [:])
        for _ in 0..<2 { try await place.control.bury(place.message, note: note) }
        let buried = try await place.cloud.drain(place.deadLetters)
        #expect(buried.count == 1)
        #expect(buried.first?.attributes?["MessageGroupId"] == "group-1")
    }

    @Test func `a message that is hidden for no time comes back at once, and with time it does not`() async throws {
        let place = try await place([:])
        try await place.control.hide(place.message, for: .seconds(60))
        #expect(try await place.cloud.drain(place.queue).isEmpty)
        try await place.control.hide(place.message, for: .zero)
        #expect(try await place.cloud.drain(place.queue).map(\.body) == [place.message.body])
    }

    @Test func `an order that SQS refuses is told`() async throws {
        let place = try await place([:])
        let gone = SQSQueueControl(
            try place.cloud.sqs,
            at: place.cloud.endpoint,
            deadLetters: place.deadLetters + "-gone",
            clock: place.cloud.outside.clock
        )
        await #expect(throws: StepFailure.self) { try await gone.bury(place.message, note: note) }
    }
}
