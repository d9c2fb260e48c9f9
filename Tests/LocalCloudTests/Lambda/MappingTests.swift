import Events
import Hosting
import JSON
import TestKit
import Testing
import Time

@testable import LocalCloud

/// Queues whose messages go to functions.
struct MappingTests {
    private static let id = "11111111-2222-3333-4444-555555555555"

    private static func mapping(_ queue: ARN = FakeQueue.arn, _ change: (inout QueueMapping) -> Void = { _ in })
        -> QueueMapping
    {
        var mapping = QueueMapping(id: id, queue: queue, function: "orders")
        change(&mapping)
        return mapping
    }

    /// A workshop whose one mapping reads a fake queue.
    private struct Bench {
        let shop: Workshop
        let queue: FakeQueue

        init(
            _ mapping: QueueMapping,
            function: FunctionConfiguration = FunctionConfiguration(name: "orders"),
            journal: any Journal = NoJournal(),
            _ handler: Scripted
        ) throws {
            let relay = Relay()
            shop = try Workshop([function], mappings: [mapping], queues: relay, journal: journal, handler: handler)
            queue = FakeQueue(shop.clock)
            relay.queue.withLock { [queue] in $0 = queue }
        }
    }

    private static func ids(_ event: String) throws -> [String] {
        try JSONCodec.decode(SQSEvent.self, from: Array(event.utf8)).records.map(\.messageId)
    }

    @Test func `messages come as records, and are deleted once the function has answered`() async throws {
        let handler = Scripted.echo()
        let bench = try Bench(Self.mapping(), handler)
        bench.queue.send("a", #"{"n":1}"#)
        bench.queue.send("b", "text")
        await bench.shop.whileRunning { await bench.queue.gone.wait(for: 2) }
        let event = try #require(handler.events.withLock { $0 }.first)
        let records = try JSONCodec.decode(SQSEvent.self, from: Array(event.utf8)).records
        #expect(records.map(\.messageId) == ["a", "b"])
        #expect(records.map(\.body) == [#"{"n":1}"#, "text"])
        #expect(records[0].eventSource == "aws:sqs")
        #expect(records[0].eventSourceARN == FakeQueue.arn.description)
        #expect(records[0].awsRegion == "us-east-1")
        #expect(records[0].attributes.receiveCount == "1")
        #expect(bench.queue.left.isEmpty)
    }

    @Test func `what fails stays in its queue, comes again when it is visible, and no sooner`() async throws {
        let handler = Scripted.failing()
        let bench = try Bench(Self.mapping(), handler)
        bench.queue.send("a")
        await bench.shop.whileRunning {
            await bench.shop.reports.wait()
            await bench.queue.asked.wait(for: 2)
            // The tidying, and the receive with its end.
            await bench.shop.clock.waitForSleepers(2)
            bench.shop.clock.advance(by: .seconds(29))
            await bench.queue.asked.wait(for: 3)
            #expect(handler.begun.count == 1)
            await bench.shop.clock.waitForSleepers(2)
            bench.shop.clock.advance(by: .seconds(1))
            await handler.begun.wait(for: 2)
        }
        #expect(bench.queue.left == ["a"])
        #expect(bench.queue.receiveCounts == [2])
    }

    @Test(arguments: [
        (#"{"batchItemFailures":[{"itemIdentifier":"b"}]}"#, ["a", "c"]),
        (#"{"batchItemFailures":[]}"#, ["a", "b", "c"]),
        (#"{"batchItemFailures":null}"#, ["a", "b", "c"]),
        ("{}", ["a", "b", "c"]), ("null", ["a", "b", "c"]), ("", ["a", "b", "c"]),
        (#"{"statusCode":200,"body":"…"}"#, ["a", "b", "c"]),
        (#"{"batchItemFailures":[{"itemIdentifier":""}]}"#, []),
        (#"{"batchItemFailures":[{"itemIdentifier":null}]}"#, []),
        (#"{"batchItemFailures":[{"itemIdentifier":7}]}"#, []),
        (#"{"batchItemFailures":[{"itemIdentifier":"z"}]}"#, []),
        (#"{"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"z"}]}"#, []),
        (#"{"batchItemFailures":[{"id":"a"}]}"#, []), (#"{"batchItemFailures":["a"]}"#, []),
        (#"{"batchItemFailures":{"itemIdentifier":"a"}}"#, []), ("{", []), ("oops", []), ("[]", []), ("true", []),
    ])
    func `a function that reports failures keeps what it names, and all of what nobody understands`(
        answer: String,
        deleted: [String]
    ) async throws {
        let messages = ["a", "b", "c"].map { id in
            QueuedMessage(
                id: id,
                receiptHandle: id,
                body: "",
                md5OfBody: "",
                attributes: [:],
                hiddenUntil: .distantFuture
            )
        }
        let verdict = BatchVerdict(reported: Array(answer.utf8), of: messages)
        switch verdict {
        case .allDone: #expect(deleted == ["a", "b", "c"])
        case .noneDone: #expect(deleted == [])
        case .failed(let ids): #expect(messages.map(\.id).filter { !ids.contains($0) } == deleted)
        }
    }

    @Test func `only with ReportBatchItemFailures is a report one`() async throws {
        for reports in [true, false] {
            let handler = Scripted { _, _ throws(StepFailure) in
                .bytes(Array(#"{"batchItemFailures":[{"itemIdentifier":"a"}]}"#.utf8))
            }
            let bench = try Bench(Self.mapping { $0.reportsItemFailures = reports }, handler)
            bench.queue.send("a")
            bench.queue.send("b")
            await bench.shop.whileRunning { await bench.queue.gone.wait(for: reports ? 1 : 2) }
            #expect(bench.queue.left == (reports ? ["a"] : []))
        }
    }

    @Test func `no batch is larger than the mapping says`() async throws {
        let handler = Scripted.echo()
        let bench = try Bench(Self.mapping { $0.batchSize = 3 }, handler)
        for number in 0..<7 { bench.queue.send("\(number)") }
        await bench.shop.whileRunning { await bench.queue.gone.wait(for: 7) }
        let batches = try handler.events.withLock { $0 }.map { try Self.ids($0).count }
        #expect(batches.sorted() == [1, 3, 3])
    }

    @Test func `a batch that is not full waits for its window, and one that is full does not`() async throws {
        let handler = Scripted.echo()
        let mapping = Self.mapping {
            $0.batchSize = 12
            $0.window = .seconds(5)
            $0.maximumConcurrency = 2
        }
        let bench = try Bench(mapping, handler)
        bench.queue.send("a")
        try await bench.shop.whileRunning {
            await bench.queue.asked.wait(for: 2)
            await bench.shop.clock.waitForSleepers(2)
            bench.shop.clock.advance(by: .seconds(4))
            bench.queue.send("b")
            await bench.queue.asked.wait(for: 3)
            await bench.shop.clock.waitForSleepers(2)
            #expect(handler.begun.count == 0)
            bench.shop.clock.advance(by: .seconds(1))
            await handler.begun.wait()
            let first = try Self.ids(handler.events.withLock { $0 }[0])
            #expect(first == ["a", "b"])
            for number in 0..<12 { bench.queue.send("\(number)") }
            await handler.begun.wait(for: 2)
        }
        // What was taken together before it was full went on; nothing waited for a clock that stood still.
        #expect(try Self.ids(handler.events.withLock { $0 }[1]).count == 12)
    }

    @Test func `a batch is no longer than what a function is given`() async throws {
        let handler = Scripted { _, _ throws(StepFailure) in .bytes([]) }
        let bench = try Bench(Self.mapping(), handler)
        let long = String(repeating: "x", count: 1_000_000)
        for number in 0..<10 { bench.queue.send("\(number)", long) }
        await bench.shop.whileRunning { await bench.queue.gone.wait(for: 10) }
        let batches = try handler.events.withLock { $0 }.map { try Self.ids($0) }
        #expect(batches.map(\.count).sorted() == [4, 6])
        #expect(handler.events.withLock { $0 }.allSatisfy { $0.utf8.count <= 6_291_456 })
    }

    @Test(arguments: [2, 4])
    func `as many batches run at a time as the mapping lets`(limit: Int) async throws {
        let handler = Scripted.sleeping(.seconds(1))
        let mapping = Self.mapping {
            $0.batchSize = 1
            $0.maximumConcurrency = limit
        }
        let bench = try Bench(mapping, handler)
        for number in 0..<6 { bench.queue.send("\(number)") }
        await bench.shop.whileRunning {
            await handler.begun.wait(for: limit)
            // Each sleeps, and has a time-out; and there is the tidying.
            await bench.shop.clock.waitForSleepers(2 * limit + 1)
            #expect(handler.begun.count == limit)
            #expect(bench.queue.receiveCounts.filter { $0 > 0 }.count == limit)
            bench.shop.clock.advance(by: .seconds(1))
            await handler.begun.wait(for: min(2 * limit, 6))
        }
    }

    @Test func `a group's messages come in their order, and stop where one has failed`() async throws {
        let handler = Scripted { event, _ throws(StepFailure) in
            let isFirst = String(decoding: event.bytes, as: UTF8.self).contains(#""messageId":"a1""#)
            if isFirst { throw .reject(Fault(.broken, "no-luck", "no")) }
            return .bytes([])
        }
        let bench = try Bench(Self.mapping(FakeQueue.fifo) { $0.batchSize = 1 }, handler)
        for id in ["a1", "b1", "a2", "b2"] { bench.queue.send(id, group: String(id.prefix(1))) }
        await bench.shop.whileRunning { await bench.queue.gone.wait(for: 2) }
        #expect(bench.queue.deleted == ["b1", "b2"])
        #expect(bench.queue.left == ["a1", "a2"])
        #expect(bench.queue.receiveCounts == [1, 0])
    }

    @Test func `a function that may not run just now is asked again, for as long as the messages are hidden`()
        async throws
    {
        var function = FunctionConfiguration(name: "orders")
        function.reservedConcurrency = 0
        let handler = Scripted.echo()
        let bench = try Bench(Self.mapping(), function: function, handler)
        bench.queue.send("a")
        await bench.shop.whileRunning {
            for pause in [1, 2, 4, 8] {
                // The tidying, the pause, and the poll for the next batch with its end.
                await bench.shop.clock.waitForSleepers(3)
                bench.shop.clock.advance(by: .seconds(pause))
            }
            await bench.shop.clock.waitForSleepers(2)
        }
        #expect(handler.begun.count == 0)
        #expect(bench.queue.left == ["a"])
        #expect(bench.shop.log(of: "orders").contains { $0.contains("1 messages stay in") })
    }

    @Test func `a filter keeps from the function what it does not match, and from the queue too`() async throws {
        let handler = Scripted.echo()
        let mapping = Self.mapping { $0.filters = [#"{"body":{"kind":["order"]}}"#] }
        let bench = try Bench(mapping, handler)
        bench.queue.send("a", #"{"kind":"order"}"#)
        bench.queue.send("b", #"{"kind":"offer"}"#)
        bench.queue.send("c", "no JSON")
        await bench.shop.whileRunning { await bench.queue.gone.wait(for: 3) }
        #expect(try Self.ids(handler.events.withLock { $0 }[0]) == ["a"])
        #expect(handler.begun.count == 1)
    }

    @Test func `a mapping is switched off and on by a call, and is remembered`() async throws {
        let (handler, journal) = (Scripted.echo(), KeptJournal())
        let bench = try Bench(Self.mapping(), journal: journal, handler)
        let path = "/2015-03-31/event-source-mappings/\(Self.id)"
        try await bench.shop.whileRunning {
            await bench.queue.asked.wait()
            let off = try await bench.shop.call("PUT", path, body: #"{"Enabled":false}"#)
            #expect(off.status == 202)
            #expect(off.json?["State"] == "Disabled")
            bench.queue.send("a")
            let later = try Bench(Self.mapping(), journal: journal, handler).shop
            #expect(try await later.call("GET", path).json?["State"] == "Disabled")
            _ = try await bench.shop.call("PUT", path, body: #"{"Enabled":true}"#)
            await bench.queue.gone.wait()
        }
        #expect(bench.queue.left.isEmpty)
        let other = try await bench.shop.call("PUT", path, body: #"{"BatchSize":5}"#)
        #expect(other.status == 501)
    }

    @Test func `mappings are listed as they are configured`() async throws {
        let mapping = Self.mapping {
            $0.window = .seconds(5)
            $0.reportsItemFailures = true
            $0.maximumConcurrency = 3
            $0.filters = [#"{"body":{"a":["b"]}}"#]
        }
        let shop = try Bench(mapping, .echo()).shop
        let list = try await shop.call("GET", "/2015-03-31/event-source-mappings?FunctionName=orders")
        let one = list.json?["EventSourceMappings"]?[0]
        #expect(one?["UUID"]?.string == Self.id)
        #expect(one?["EventSourceArn"]?.string == FakeQueue.arn.description)
        #expect(one?["MaximumBatchingWindowInSeconds"] == 5)
        #expect(one?["FunctionResponseTypes"] == ["ReportBatchItemFailures"])
        #expect(one?["ScalingConfig"] == ["MaximumConcurrency": 3])
        #expect(one?["FilterCriteria"] == ["Filters": [["Pattern": #"{"body":{"a":["b"]}}"#]]])
        let none = try await shop.call("GET", "/2015-03-31/event-source-mappings?FunctionName=other")
        #expect(none.json?["EventSourceMappings"] == [])
    }

    @Test(arguments: [
        Self.mapping { $0.batchSize = 0 }, Self.mapping { $0.batchSize = 10_001 },
        Self.mapping { $0.batchSize = 11 }, Self.mapping { $0.window = .seconds(301) },
        Self.mapping(FakeQueue.fifo) { $0.batchSize = 11 }, Self.mapping(FakeQueue.fifo) { $0.window = .seconds(1) },
        Self.mapping { $0.maximumConcurrency = 1 }, Self.mapping { $0.filters = ["{"] },
        Self.mapping { $0.filters = [#"{"body":"x"}"#] }, Self.mapping(.bucket("uploads")),
    ])
    func `a mapping that Lambda would refuse is refused`(mapping: QueueMapping) {
        let fault = #expect(throws: ServiceFault.self) { try Bench(mapping, .echo()) }
        #expect(fault?.code == "InvalidParameterValueException")
    }
}

/// Stands for a queue that is made after the cloud.
final class Relay: QueueSource {
    let queue = Shared<FakeQueue?>(nil)

    private func the() throws(ServiceFault) -> FakeQueue {
        guard let queue = queue.withLock({ $0 }) else { throw ServiceFault("QueueDoesNotExist", "There is none.") }
        return queue
    }

    func receive(from queue: ARN, atMost count: Int, until deadline: Instant) async throws(ServiceFault)
        -> [QueuedMessage]
    {
        try await the().receive(from: queue, atMost: count, until: deadline)
    }

    func delete(_ receiptHandles: [String], from queue: ARN) async throws(ServiceFault) {
        try await the().delete(receiptHandles, from: queue)
    }

    func changeVisibility(of receiptHandles: [String], in queue: ARN, to duration: Duration)
        async throws(ServiceFault)
    {
        try await the().changeVisibility(of: receiptHandles, in: queue, to: duration)
    }
}
