import AWSClient
import JSON
import LocalCloud
import TestKit
import Testing
import Time

/// Long polls: they end at once when something comes, and never before.
struct WaitingTests {
    /// Of a poll that waits: the poll itself, and the end of the call's patience.
    private static let sleepers = 2

    @Test func `a message that is sent ends the wait at once`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders")
        async let got = yard.receive(url, wait: 20)
        await yard.clock.waitForSleepers(Self.sleepers)
        try await yard.send("a", to: url)
        #expect(try await got.map(\.body) == ["a"])
        #expect(yard.clock.now == Neighbourhood.start)
    }

    @Test func `a message whose delay is over ends the wait`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders")
        try await yard.send("a", to: url, delay: 7)
        async let got = yard.receive(url, wait: 20)
        await yard.clock.waitForSleepers(Self.sleepers)
        yard.clock.advance(by: .seconds(7))
        #expect(try await got.map(\.body) == ["a"])
    }

    @Test func `a message that is given back ends the wait`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders")
        try await yard.send("a", to: url)
        let message = try await yard.receive(url)[0]
        async let got = yard.receive(url, wait: 20)
        await yard.clock.waitForSleepers(Self.sleepers)
        try await yard.hide(message, of: url, seconds: 0)
        #expect(try await got.map(\.body) == ["a"])
    }

    @Test func `a group that is free again ends the wait`() async throws {
        let yard = try Yard()
        let url = try await yard.createFIFO("orders.fifo")
        for body in ["a", "b"] { try await yard.send(body, to: url, group: "g", id: body) }
        let message = try await yard.receive(url, 1)[0]
        async let got = yard.receive(url, wait: 20)
        await yard.clock.waitForSleepers(Self.sleepers)
        try await yard.delete(message, from: url)
        #expect(try await got.map(\.body) == ["b"])
    }

    @Test func `nothing that comes is an empty answer when the wait is over, the queue's own or the call's`()
        async throws
    {
        let yard = try Yard()
        let url = try await yard.create("orders", ["ReceiveMessageWaitTimeSeconds": "3"])
        async let got = yard.call("ReceiveMessage", ["QueueUrl": .string(url)])
        await yard.clock.waitForSleepers(1)
        yard.clock.advance(by: .seconds(3))
        #expect(try await got == [:])
        #expect(try await yard.call("ReceiveMessage", ["QueueUrl": .string(url), "WaitTimeSeconds": 0]) == [:])
        let long: JSONValue = ["QueueUrl": .string(url), "WaitTimeSeconds": 21]
        #expect(try await yard.refusal("ReceiveMessage", long) == "InvalidParameterValue")
    }

    @Test func `one message goes to one of those who wait`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders")
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<3 { group.addTask { try await yard.receive(url, wait: 20).count } }
            await yard.clock.waitForSleepers(3 * Self.sleepers)
            try await yard.send("a", to: url)
            let first = try await group.next()
            await yard.clock.waitForSleepers(2 * Self.sleepers)
            yard.clock.advance(by: .seconds(20))
            var all = [first ?? 0]
            for try await count in group { all.append(count) }
            return all
        }
        #expect(counts == [1, 0, 0])
    }

    @Test func `who has gone takes nothing`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders")
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = await #expect(throws: CallFailure.self) { try await yard.receive(url, wait: 20) } }
            await yard.clock.waitForSleepers(Self.sleepers)
            group.cancelAll()
        }
        try await yard.send("a", to: url)
        #expect(try await yard.counts(url) == [1, 0, 0])
    }

    @Test func `a queue that is deleted ends the wait`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders")
        async let code = yard.refusal("ReceiveMessage", ["QueueUrl": .string(url), "WaitTimeSeconds": 20])
        await yard.clock.waitForSleepers(1)
        _ = try await yard.sqs.call(DeleteQueue(queueUrl: url))
        #expect(try await code == "AWS.SimpleQueueService.NonExistentQueue")
    }

    @Test func `a part of the cloud receives, waits, hides and deletes without a request`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders")
        let arn = try #require(ARN(Yard.arn("orders")))
        async let got = yard.queues.receive(from: arn, atMost: 10, wait: .seconds(20))
        await yard.clock.waitForSleepers(1)
        try await yard.queues.take(
            Delivery(
                to: arn,
                from: .bucket("uploads"),
                body: "event",
                attributes: ["k": DeliveryAttribute(type: "String", value: .text("v"))]
            )
        )
        let message = try await got[0]
        #expect(message.body == "event" && message.messageAttributes == ["k": .string("v")])
        #expect(message.attributes["ApproximateReceiveCount"] == "1")
        try await yard.queues.changeVisibility(of: message.receiptHandle, to: .zero, in: arn)
        let again = try await yard.queues.receive(from: arn, atMost: 10)[0]
        try await yard.queues.delete(again.receiptHandle, from: arn)
        #expect(try await yard.counts(url) == [0, 0, 0])
        await #expect(throws: ServiceFault.self) {
            try await yard.queues.take(Delivery(to: .bucket("no"), from: .bucket("uploads"), body: "event"))
        }
    }
}
