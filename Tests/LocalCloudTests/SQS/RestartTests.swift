import AWSClient
import JSON
import LocalCloud
import TestKit
import Testing
import Time

/// A cloud that begins again on what an earlier one kept.
struct RestartTests {
    @Test func `nothing that was acknowledged is gone, and nothing comes twice`() async throws {
        let journal = MemoryJournal()
        let first = try Yard(journal: journal)
        let url = try await first.create("orders", ["VisibilityTimeout": "50"])
        let message = OutgoingMessage(messageBody: "kept", messageAttributes: ["k": .string("v")], awsTraceHeader: "t")
        _ = try await first.sqs.call(SendMessage(queueUrl: url, message))
        try await first.send("late", to: url, delay: 90)
        _ = try await first.call("TagQueue", ["QueueUrl": .string(url), "Tags": ["a": "b"]])
        let held = try await first.receive(url)[0]
        try await first.send("done", to: url)
        try await first.delete(try await first.receive(url)[0], from: url)

        let second = try Yard(journal: journal)
        #expect(try await second.counts(url) == [0, 1, 1])
        #expect(try await second.attributes(url)["VisibilityTimeout"] == "50")
        #expect(try await second.call("ListQueueTags", ["QueueUrl": .string(url)])["Tags"] == ["a": "b"])
        try await second.hide(held, of: url, seconds: 60)
        second.clock.advance(by: .seconds(60))
        let again = try await second.receive(url)
        #expect(again.map(\.messageId) == [held.messageId])
        #expect(again.first?.messageAttributes == ["k": .string("v")])
        #expect(again.first?.attributes?["ApproximateReceiveCount"] == "2")
        #expect(again.first?.attributes?["AWSTraceHeader"] == "t")
        second.clock.advance(by: .seconds(30))
        #expect(try await second.bodies(url) == ["late"])
    }

    @Test func `a FIFO queue goes on with its order, its locks and what it knows of repeats`() async throws {
        let journal = MemoryJournal()
        let first = try Yard(journal: journal)
        let url = try await first.createFIFO("orders.fifo")
        for body in ["1", "2", "3"] { try await first.send(body, to: url, group: "g", id: body) }
        let held = try await first.receive(url, 1)[0]
        let second = try Yard(journal: journal)
        #expect(try await second.receive(url).isEmpty)
        try await second.send("again", to: url, group: "g", id: "1")
        try await second.delete(held, from: url)
        try await second.send("4", to: url, group: "g", id: "4")
        #expect(try await second.bodies(url) == ["2", "3", "4"])
    }

    @Test func `what was given up is in one queue, and a move task goes on`() async throws {
        let journal = MemoryJournal()
        let first = try Yard(journal: journal)
        let (source, dead) = try await first.createPair()
        for body in ["a", "b"] { try await first.send(body, to: source) }
        _ = try await first.receive(source, visibility: 0)
        _ = try await first.receive(source)
        let start = StartMessageMoveTask(sourceArn: Yard.arn("dead"), maxNumberOfMessagesPerSecond: 1)
        _ = try await first.sqs.call(start)
        let second = try Yard(journal: journal)
        #expect(try await second.counts(source) == [1, 0, 0])
        #expect(try await second.counts(dead) == [1, 0, 0])
        second.clock.advance(by: .seconds(1))
        #expect(try await second.bodies(source) == ["a", "b"])
    }

    @Test func `what is deleted leaves no row behind`() async throws {
        let journal = MemoryJournal()
        let yard = try Yard(journal: journal)
        let (source, dead) = try await yard.createPair(suffix: ".fifo")
        for body in ["1", "2"] { try await yard.send(body, to: source, group: "g", id: body) }
        _ = try await yard.receive(source, visibility: 0)
        _ = try await yard.receive(source)
        for url in [source, dead] { _ = try await yard.sqs.call(DeleteQueue(queueUrl: url)) }
        #expect(journal.count == 0)
    }

    @Test func `a receive writes down its own size and not the message's`() async throws {
        let journal = MemoryJournal()
        let yard = try Yard(journal: journal)
        let url = try await yard.create("orders")
        try await yard.send(String(repeating: "x", count: 100_000), to: url)
        let before = journal.bytesTold
        let message = try await yard.receive(url)[0]
        try await yard.hide(message, of: url, seconds: 90)
        #expect(journal.bytesTold - before < 1_000)
    }
}
