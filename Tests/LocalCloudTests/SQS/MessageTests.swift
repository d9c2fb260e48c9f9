import AWSClient
import JSON
import LocalCloud
import TestKit
import Testing
import Time

/// How messages of a standard queue go in and come out.
struct MessageTests {
    @Test func `a message comes with all that was sent, and with the sums that AWS makes`() async throws {
        let yard = try Yard()
        let url = JSONValue.string(try await yard.create("orders"))
        let attributes: JSONValue = [
            "b": ["DataType": "Binary", "BinaryValue": "AAEC"], "a": ["DataType": "String", "StringValue": "héllo"],
            "n": ["DataType": "Number.int", "StringValue": "42"],
        ]
        let trace: JSONValue = ["AWSTraceHeader": ["DataType": "String", "StringValue": "Root=1-abc"]]
        let sent = try await yard.call(
            "SendMessage",
            [
                "QueueUrl": url, "MessageBody": "hello", "MessageAttributes": attributes,
                "MessageSystemAttributes": trace,
            ]
        )
        #expect(sent["MD5OfMessageBody"]?.string == "5d41402abc4b2a76b9719d911017c592")
        #expect(sent["MD5OfMessageAttributes"]?.string == Sums.attributes)
        #expect(sent["MD5OfMessageSystemAttributes"]?.string == Sums.trace)
        let got = try await yard.call(
            "ReceiveMessage",
            [
                "QueueUrl": url, "MessageAttributeNames": ["All"], "AttributeNames": ["All"],
            ]
        )["Messages"]?[0]
        #expect(got?["MessageId"] == sent["MessageId"])
        #expect(got?["MD5OfBody"] == sent["MD5OfMessageBody"])
        #expect(got?["MD5OfMessageAttributes"] == sent["MD5OfMessageAttributes"])
        #expect(got?["MessageAttributes"]?["b"] == attributes["b"])
        #expect(got?["Attributes"]?["AWSTraceHeader"] == "Root=1-abc")
        #expect(got?["Attributes"]?["ApproximateReceiveCount"] == "1")
        #expect(got?["Attributes"]?["SentTimestamp"] == "1800000000000")
        #expect(got?["Attributes"]?["ApproximateFirstReceiveTimestamp"] == "1800000000000")
    }

    @Test func `only those attributes come that are asked for, by old names and new`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders")
        let attributes = ["x.a": MessageAttributeValue.string("1"), "x.b": .string("2"), "y": .string("3")]
        let message = OutgoingMessage(messageBody: "m", messageAttributes: attributes)
        _ = try await yard.sqs.call(SendMessage(queueUrl: url, message))
        let asked: JSONValue = [
            "QueueUrl": .string(url), "VisibilityTimeout": 0, "MessageAttributeNames": ["x.*"],
            "AttributeNames": ["SenderId"], "MessageSystemAttributeNames": ["SentTimestamp"],
        ]
        let got = try await yard.call("ReceiveMessage", asked)["Messages"]?[0]
        #expect(got?["MessageAttributes"]?.object?.keys == ["x.a", "x.b"])
        #expect(got?["Attributes"]?.object?.keys == ["SenderId", "SentTimestamp"])
        let plain = try await yard.call("ReceiveMessage", ["QueueUrl": .string(url)])["Messages"]?[0]
        #expect(plain?["MessageAttributes"] == nil && plain?["Attributes"] == nil)
        let unknown: JSONValue = ["QueueUrl": .string(url), "AttributeNames": ["Colour"]]
        #expect(try await yard.refusal("ReceiveMessage", unknown) == "InvalidAttributeName")
    }

    @Test func `a message in flight is hidden until its time is over, and then comes with a new handle`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders")
        try await yard.send("a", to: url)
        let first = try await yard.receive(url)
        #expect(try await yard.receive(url).isEmpty)
        yard.clock.advance(by: .milliseconds(29_999))
        #expect(try await yard.receive(url).isEmpty)
        #expect(try await yard.counts(url) == [0, 1, 0])
        yard.clock.advance(by: .milliseconds(1))
        #expect(try await yard.counts(url) == [1, 0, 0])
        let second = try await yard.receive(url)
        #expect(second[0].messageId == first[0].messageId && second[0].receiptHandle != first[0].receiptHandle)
        #expect(second[0].attributes?["ApproximateReceiveCount"] == "2")
        try await yard.delete(first[0], from: url)
        #expect(try await yard.counts(url) == [0, 1, 0], "a stale handle deletes nothing")
        try await yard.delete(second[0], from: url)
        try await yard.delete(second[0], from: url)
        #expect(try await yard.counts(url) == [0, 0, 0])
    }

    @Test func `the visibility can be shortened, lengthened and given up, but not beyond twelve hours`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders")
        try await yard.send("a", to: url)
        let message = try await yard.receive(url)[0]
        try await yard.hide(message, of: url, seconds: 100)
        yard.clock.advance(by: .seconds(99))
        #expect(try await yard.receive(url).isEmpty)
        let change: JSONValue = ["ReceiptHandle": .string(message.receiptHandle), "QueueUrl": .string(url)]
        func changed(_ seconds: Int) -> JSONValue { change.with("VisibilityTimeout", .integer(seconds)) }
        #expect(try await yard.refusal("ChangeMessageVisibility", changed(43_102)) == "InvalidParameterValue")
        #expect(try await yard.refusal("ChangeMessageVisibility", changed(43_201)) == "InvalidParameterValue")
        #expect(try await yard.refusal("ChangeMessageVisibility", changed(43_101)) == nil)
        try await yard.hide(message, of: url, seconds: 0)
        let notInFlight = try await yard.refusal("ChangeMessageVisibility", changed(5))
        #expect(notInFlight == "AWS.SimpleQueueService.MessageNotInflight")
        #expect(try await yard.bodies(url) == ["a"])
        #expect(try await yard.refusal("ChangeMessageVisibility", changed(5)) == "InvalidParameterValue")
        #expect(
            try await yard.refusal("DeleteMessage", ["QueueUrl": .string(url), "ReceiptHandle": "x"])
                == "ReceiptHandleIsInvalid"
        )
    }

    @Test func `a delayed message comes when its delay is over, the queue's or its own`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders", ["DelaySeconds": "5"])
        try await yard.send("queue", to: url)
        try await yard.send("own", to: url, delay: 2)
        try await yard.send("none", to: url, delay: 0)
        #expect(try await yard.counts(url) == [1, 0, 2])
        #expect(try await yard.bodies(url) == ["none"])
        yard.clock.advance(by: .seconds(2))
        #expect(try await yard.bodies(url) == ["own"])
        yard.clock.advance(by: .seconds(3))
        #expect(try await yard.bodies(url) == ["queue"])
        let late: JSONValue = ["QueueUrl": .string(url), "MessageBody": "x", "DelaySeconds": 901]
        #expect(try await yard.refusal("SendMessage", late) == "InvalidParameterValue")
    }

    @Test func `what stays too long goes, in flight or not`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders", ["MessageRetentionPeriod": "60", "VisibilityTimeout": "600"])
        try await yard.send("a", to: url)
        yard.clock.advance(by: .seconds(30))
        try await yard.send("b", to: url)
        _ = try await yard.receive(url, 1)
        yard.clock.advance(by: .seconds(30))
        #expect(try await yard.counts(url) == [1, 0, 0])
        yard.clock.advance(by: .seconds(30))
        #expect(try await yard.counts(url) == [0, 0, 0])
    }

    @Test func `a batch tells of each entry what became of it`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders", ["MaximumMessageSize": "1024"])
        let bodies = ["good": "a", "control": "\u{1}", "long": String(repeating: "x", count: 1_025), "empty": ""]
        let entries = bodies.sorted { $0.key < $1.key }.map {
            SendMessageBatch.Entry(id: $0.key, OutgoingMessage(messageBody: $0.value))
        }
        let result = try await yard.sqs.call(SendMessageBatch(queueUrl: url, entries: entries))
        #expect(result.successful.map(\.id) == ["good"])
        #expect(
            result.failed.map { "\($0.id) \($0.code)" } == [
                "control InvalidMessageContents", "empty MissingParameter", "long InvalidParameterValue",
            ]
        )
        let message = try await yard.receive(url)[0]
        let gone = [("ok", message.receiptHandle), ("bad", "x")].map {
            DeleteMessageBatch.Entry(id: $0.0, MessageReceipt(receiptHandle: $0.1))
        }
        let deleted = try await yard.sqs.call(DeleteMessageBatch(queueUrl: url, entries: gone))
        #expect(deleted.successful.map(\.id) == ["ok"] && deleted.failed.map(\.code) == ["ReceiptHandleIsInvalid"])
        #expect(try await yard.counts(url) == [0, 0, 0])
    }

    @Test(arguments: [
        ([], "EmptyBatchRequest"), (["a", "a"], "BatchEntryIdsNotDistinct"), (["a b"], "InvalidBatchEntryId"),
        ((0...10).map { "\($0)" }, "TooManyEntriesInBatchRequest"),
    ])
    func `a batch that is none is refused whole`(_ ids: [String], _ code: String) async throws {
        let yard = try Yard()
        let url = try await yard.create("orders")
        let entries = ids.map { JSONValue.object(["Id": .string($0), "MessageBody": "m"]) }
        let body: JSONValue = ["QueueUrl": .string(url), "Entries": .array(entries)]
        #expect(try await yard.refusal("SendMessageBatch", body) == "AWS.SimpleQueueService.\(code)")
    }

    @Test func `a mebibyte is the most, of a message and of a batch`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders")
        try await yard.send(String(repeating: "x", count: 1 << 20), to: url)
        let long: JSONValue = [
            "QueueUrl": .string(url), "MessageBody": .string(String(repeating: "x", count: (1 << 20) + 1)),
        ]
        #expect(try await yard.refusal("SendMessage", long) == "InvalidParameterValue")
        let half = JSONValue.string(String(repeating: "x", count: 524_289))
        let both: JSONValue = [["Id": "a", "MessageBody": half], ["Id": "b", "MessageBody": half]]
        let code = try await yard.refusal("SendMessageBatch", ["QueueUrl": .string(url), "Entries": both])
        #expect(code == "AWS.SimpleQueueService.BatchRequestTooLong")
    }

    @Test(arguments: [
        ("a..b", "String", "x"), (".a", "String", "x"), ("AWS.a", "String", "x"), ("a", "Colour", "x"),
        ("a", "Number", "x"), ("a", "String", ""), ("a", "", "x"), ("a b", "String", "x"), ("a", "Binary", "x"),
    ])
    func `an attribute that is none is refused`(_ name: String, _ type: String, _ value: String) async throws {
        let yard = try Yard()
        let attribute: JSONValue = ["DataType": .string(type), "StringValue": .string(value)]
        let body: JSONValue = [
            "QueueUrl": .string(try await yard.create("orders")), "MessageBody": "m",
            "MessageAttributes": .object(JSONObject([(name, attribute)])),
        ]
        #expect(try await yard.refusal("SendMessage", body) == "InvalidParameterValue")
    }
}

/// Made by the rule that AWS documents, with other means than ours.
private enum Sums {
    static let attributes = "e801a8460256848e69d1f1ce6729f94e"
    static let trace = "4777fe4e8f0ac8a9a8da35539c6fb198"
}

extension JSONValue {
    func with(_ key: String, _ value: JSONValue) -> JSONValue {
        var object = object ?? [:]
        object[key] = value
        return .object(object)
    }
}
