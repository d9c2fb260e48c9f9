import AWSClient
import JSON
import LocalCloud
import TestKit
import Testing
import Time

/// FIFO queues: order within a group, one batch of a group at a time, repeats told.
struct OrderTests {
    @Test func `messages of a group come in their order, and none while one is in flight`() async throws {
        let yard = try Yard()
        let url = try await yard.createFIFO("orders.fifo")
        for body in ["a1", "a2", "b1", "a3", "b2"] {
            try await yard.send(body, to: url, group: String(body.prefix(1)), id: body)
        }
        let first = try await yard.receive(url, 2)
        #expect(first.map(\.body) == ["a1", "a2"])
        #expect(try await yard.bodies(url, 1) == ["b1"])
        #expect(try await yard.receive(url).isEmpty)
        try await yard.delete(first[0], from: url)
        #expect(try await yard.receive(url).isEmpty)
        try await yard.delete(first[1], from: url)
        #expect(try await yard.bodies(url) == ["a3"])
        #expect(try await yard.counts(url) == [1, 2, 0])
    }

    @Test func `what failed comes again before what is behind it`() async throws {
        let yard = try Yard()
        let url = try await yard.createFIFO("orders.fifo")
        for body in ["1", "2", "3"] { try await yard.send(body, to: url, group: "g", id: body) }
        let taken = try await yard.receive(url, 2)
        try await yard.hide(taken[0], of: url, seconds: 0)
        #expect(try await yard.receive(url).isEmpty)
        try await yard.hide(taken[1], of: url, seconds: 0)
        #expect(try await yard.bodies(url) == ["1", "2", "3"])
    }

    @Test func `a repeat within five minutes is answered as the first was, even once that is deleted`() async throws {
        let yard = try Yard()
        let url = try await yard.createFIFO("orders.fifo")
        let first = try await yard.send("a", to: url, group: "g", id: "1")
        try await yard.delete(try await yard.receive(url)[0], from: url)
        yard.clock.advance(by: .milliseconds(299_999))
        #expect(try await yard.send("b", to: url, group: "h", id: "1") == first)
        #expect(try await yard.receive(url).isEmpty)
        yard.clock.advance(by: .milliseconds(1))
        let second = try await yard.send("b", to: url, group: "h", id: "1")
        #expect(second.messageId != first.messageId)
        let numbers = [first.sequenceNumber, second.sequenceNumber].compactMap { $0 }
        #expect(numbers.count == 2 && numbers[0] < numbers[1] && numbers.allSatisfy { $0.count == 20 })
    }

    @Test func `repeats are told by the body where no id is given, and by group where the scope says so`() async throws
    {
        let yard = try Yard()
        let url = try await yard.createFIFO(
            "orders.fifo",
            [
                "ContentBasedDeduplication": "true", "DeduplicationScope": "messageGroup",
                "FifoThroughputLimit": "perMessageGroupId",
            ]
        )
        for group in ["g", "g", "h"] { try await yard.send("same", to: url, group: group) }
        let got = try await yard.receive(url)
        #expect(got.map { $0.attributes?["MessageGroupId"] } == ["g", "h"])
        #expect(got[0].attributes?["MessageDeduplicationId"]?.count == 64)
        #expect(got[0].attributes?["SequenceNumber"]?.count == 20)
    }

    @Test func `what a FIFO queue needs and what it refuses`() async throws {
        let yard = try Yard()
        let url = JSONValue.string(try await yard.createFIFO("orders.fifo"))
        let standard = JSONValue.string(try await yard.create("orders"))
        let cases: [(JSONValue, String)] = [
            (["QueueUrl": url, "MessageBody": "m", "MessageDeduplicationId": "1"], "MissingParameter"),
            (["QueueUrl": url, "MessageBody": "m", "MessageGroupId": "g"], "InvalidParameterValue"),
            (
                ["QueueUrl": url, "MessageBody": "m", "MessageGroupId": "a b", "MessageDeduplicationId": "1"],
                "InvalidParameterValue"
            ),
            (
                [
                    "QueueUrl": url, "MessageBody": "m", "MessageGroupId": "g", "MessageDeduplicationId": "1",
                    "DelaySeconds": 1,
                ], "InvalidParameterValue"
            ),
            (["QueueUrl": standard, "MessageBody": "m", "MessageDeduplicationId": "1"], "InvalidParameterValue"),
        ]
        for (body, code) in cases { #expect(try await yard.refusal("SendMessage", body) == code) }
        let scope: JSONValue = ["QueueUrl": url, "Attributes": ["FifoThroughputLimit": "perMessageGroupId"]]
        #expect(try await yard.refusal("SetQueueAttributes", scope) == "InvalidParameterValue")
        let type: JSONValue = ["QueueUrl": url, "Attributes": ["FifoQueue": "false"]]
        #expect(try await yard.refusal("SetQueueAttributes", type) == "InvalidAttributeValue")
    }

    @Test func `a delayed head holds its group back, and no other`() async throws {
        let yard = try Yard()
        let url = try await yard.createFIFO("orders.fifo", ["DelaySeconds": "5"])
        try await yard.send("a", to: url, group: "g", id: "1")
        _ = try await yard.sqs.call(SetQueueAttributes(queueUrl: url, attributes: ["DelaySeconds": "0"]))
        try await yard.send("b", to: url, group: "g", id: "2")
        try await yard.send("c", to: url, group: "h", id: "3")
        #expect(try await yard.bodies(url) == ["c"])
        yard.clock.advance(by: .seconds(5))
        #expect(try await yard.bodies(url) == ["a", "b"])
    }

    @Test func `a handle of a FIFO queue ends with its visibility`() async throws {
        let yard = try Yard()
        let url = try await yard.createFIFO("orders.fifo")
        try await yard.send("a", to: url, group: "g", id: "1")
        let message = try await yard.receive(url)[0]
        yard.clock.advance(by: .seconds(30))
        let gone: JSONValue = ["QueueUrl": .string(url), "ReceiptHandle": .string(message.receiptHandle)]
        #expect(try await yard.refusal("DeleteMessage", gone) == "InvalidParameterValue")
        #expect(try await yard.bodies(url) == ["a"])
    }

    @Test func `a receive that is repeated by its id has the same messages, until one of them is changed`() async throws
    {
        let yard = try Yard()
        let url = try await yard.createFIFO("orders.fifo")
        for body in ["1", "2", "3"] { try await yard.send(body, to: url, group: "g", id: body) }
        let poll: JSONValue = ["QueueUrl": .string(url), "ReceiveRequestAttemptId": "x", "MaxNumberOfMessages": 2]
        let first = try await yard.call("ReceiveMessage", poll)
        #expect(first["Messages"]?.array?.count == 2)
        #expect(try await yard.call("ReceiveMessage", poll) == first)
        let handle = first["Messages"]?[0]?["ReceiptHandle"]
        _ = try await yard.call("DeleteMessage", ["QueueUrl": .string(url), "ReceiptHandle": handle ?? ""])
        #expect(try await yard.call("ReceiveMessage", poll) == [:])
    }
}
