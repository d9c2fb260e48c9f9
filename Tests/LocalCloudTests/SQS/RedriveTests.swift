import AWSClient
import JSON
import LocalCloud
import TestKit
import Testing
import Time

/// Dead-letter queues, and how messages come back from them.
struct RedriveTests {
    /// Receives until everything that is there has been given up.
    private func giveUp(_ yard: Yard, _ url: String) async throws {
        _ = try await yard.receive(url, visibility: 0)
        _ = try await yard.receive(url)
    }

    private func start(_ yard: Yard, _ destination: String? = nil, rate: Int? = nil) async throws -> String {
        let start = StartMessageMoveTask(
            sourceArn: Yard.arn("dead"),
            destinationArn: destination,
            maxNumberOfMessagesPerSecond: rate
        )
        return try await yard.sqs.call(start).taskHandle
    }

    private func tasks(_ yard: Yard) async throws -> [ListMessageMoveTasksResultEntry] {
        let list = ListMessageMoveTasks(sourceArn: Yard.arn("dead"), maxResults: 10)
        return try await yard.sqs.call(list).results ?? []
    }

    @Test func `what is received too often goes to the dead-letter queue with all that it has`() async throws {
        let yard = try Yard()
        let (source, dead) = try await yard.createPair(receives: 2)
        let message = OutgoingMessage(
            messageBody: "m",
            messageAttributes: ["k": .string("v")],
            awsTraceHeader: "Root=1"
        )
        _ = try await yard.sqs.call(SendMessage(queueUrl: source, message))
        for _ in 0..<2 { #expect(try await yard.receive(source, visibility: 0).count == 1) }
        #expect(try await yard.counts(dead) == [0, 0, 0])
        #expect(try await yard.receive(source).isEmpty)
        let got = try await yard.receive(dead)
        #expect(got.map(\.body) == ["m"])
        #expect(got.first?.attributes?["DeadLetterQueueSourceArn"] == Yard.arn("source"))
        #expect(got.first?.attributes?["ApproximateReceiveCount"] == "3")
        #expect(got.first?.attributes?["AWSTraceHeader"] == "Root=1")
        #expect(got.first?.messageAttributes == ["k": .string("v")])
        #expect(try await yard.counts(source) == [0, 0, 0])
    }

    @Test func `a group goes on once its first message has been given up`() async throws {
        let yard = try Yard()
        let (source, dead) = try await yard.createPair(suffix: ".fifo")
        for body in ["1", "2"] { try await yard.send(body, to: source, group: "g", id: body) }
        #expect(try await yard.bodies(source, 1, visibility: 0) == ["1"])
        #expect(try await yard.bodies(source, 1) == ["2"])
        let got = try await yard.receive(dead)
        #expect(got.map(\.body) == ["1"] && got.first?.attributes?["MessageGroupId"] == "g")
    }

    @Test func `where the dead-letter queue is gone, the message stays`() async throws {
        let yard = try Yard()
        let (source, dead) = try await yard.createPair()
        try await yard.send("m", to: source)
        _ = try await yard.sqs.call(DeleteQueue(queueUrl: dead))
        for _ in 0..<3 { #expect(try await yard.bodies(source, visibility: 0) == ["m"]) }
    }

    @Test func `a dead-letter queue says whose messages it takes, and is asked whose it has`() async throws {
        let yard = try Yard()
        let dead = try await yard.create("dead", ["RedriveAllowPolicy": #"{"redrivePermission":"denyAll"}"#])
        let redrive = #"{"deadLetterTargetArn":"\#(Yard.arn("dead"))","maxReceiveCount":"3"}"#
        let source: JSONValue = ["QueueName": "source", "Attributes": ["RedrivePolicy": .string(redrive)]]
        #expect(try await yard.refusal("CreateQueue", source) == "InvalidParameterValue")
        let allow = #"{"redrivePermission":"byQueue","sourceQueueArns":["\#(Yard.arn("source"))"]}"#
        _ = try await yard.sqs.call(SetQueueAttributes(queueUrl: dead, attributes: ["RedriveAllowPolicy": allow]))
        let url = try await yard.create("source", ["RedrivePolicy": redrive])
        let itself: JSONValue = ["QueueUrl": .string(dead), "Attributes": ["RedrivePolicy": .string(redrive)]]
        #expect(try await yard.refusal("SetQueueAttributes", itself) == "InvalidParameterValue")
        #expect(try await yard.sqs.call(ListDeadLetterSourceQueues(queueUrl: dead)).queueUrls == [url])
        let fifo: JSONValue = [
            "QueueName": "a.fifo", "Attributes": ["FifoQueue": "true", "RedrivePolicy": .string(redrive)],
        ]
        #expect(try await yard.refusal("CreateQueue", fifo) == "InvalidParameterValue")
    }

    @Test func `without a destination each message goes back to its own source, as a new one`() async throws {
        let yard = try Yard()
        let (source, dead) = try await yard.createPair()
        let redrive = try await yard.attributes(source)["RedrivePolicy"]
        let other = try await yard.create("other", ["RedrivePolicy": redrive ?? ""])
        try await yard.send("a", to: source)
        try await yard.send("b", to: other)
        for url in [source, other] { try await giveUp(yard, url) }
        let before = try await yard.receive(dead, visibility: 0)
        #expect(before.map(\.body) == ["a", "b"])
        yard.clock.advance(by: .seconds(9))
        _ = try await start(yard)
        #expect(try await yard.counts(dead) == [0, 0, 0])
        let again = try await yard.receive(source)
        #expect(again.map(\.body) == ["a"] && again.first?.messageId != before.first?.messageId)
        #expect(again.first?.attributes?["ApproximateReceiveCount"] == "1")
        #expect(again.first?.attributes?["SentTimestamp"] == "1800000009000")
        #expect(again.first?.attributes?["DeadLetterQueueSourceArn"] == nil)
        #expect(try await yard.bodies(other) == ["b"])
        let task = try await tasks(yard)[0]
        #expect(task.status == "COMPLETED" && task.taskHandle == nil)
        #expect(task.approximateNumberOfMessagesMoved == 2 && task.approximateNumberOfMessagesToMove == 2)
    }

    @Test func `a task keeps to its rate, can be cancelled, and loses nothing that arrives meanwhile`() async throws {
        let yard = try Yard()
        let (source, dead) = try await yard.createPair()
        let target = try await yard.create("target")
        for number in 0..<5 { try await yard.send("\(number)", to: dead) }
        let handle = try await start(yard, Yard.arn("target"), rate: 2)
        let again: JSONValue = ["SourceArn": .string(Yard.arn("dead"))]
        #expect(
            try await yard.refusal("StartMessageMoveTask", again) == "AWS.SimpleQueueService.UnsupportedOperation"
        )
        #expect(try await yard.counts(target) == [1, 0, 0])
        yard.clock.advance(by: .milliseconds(500))
        try await yard.send("late", to: dead)
        #expect(try await yard.counts(target) == [2, 0, 0])
        yard.clock.advance(by: .milliseconds(499))
        #expect(try await yard.counts(target) == [2, 0, 0])
        #expect(try await tasks(yard).map(\.status) == ["RUNNING"])
        let moved = try await yard.sqs.call(CancelMessageMoveTask(taskHandle: handle))
        #expect(moved.approximateNumberOfMessagesMoved == 2)
        yard.clock.advance(by: .seconds(60))
        #expect(try await yard.counts(dead) == [4, 0, 0])
        _ = try await start(yard, Yard.arn("target"))
        #expect(try await yard.bodies(target) == ["0", "1", "2", "3", "4", "late"])
        #expect(try await tasks(yard).map(\.status) == ["COMPLETED", "CANCELLED"])
        #expect(try await yard.counts(source) == [0, 0, 0])
    }

    @Test func `a message that fails again stays in the dead-letter queue while the task goes on`() async throws {
        let yard = try Yard()
        let (source, dead) = try await yard.createPair()
        for body in ["a", "b"] { try await yard.send(body, to: source) }
        try await giveUp(yard, source)
        _ = try await start(yard, rate: 1)
        try await giveUp(yard, source)
        yard.clock.advance(by: .seconds(60))
        #expect(try await yard.counts(dead) == [1, 0, 0])
        #expect(try await yard.bodies(source) == ["b"])
        #expect(try await tasks(yard).map(\.status) == ["COMPLETED"])
    }

    @Test func `a message that came from nowhere fails the task and stays`() async throws {
        let yard = try Yard()
        let (_, dead) = try await yard.createPair()
        try await yard.send("a", to: dead)
        _ = try await start(yard)
        let task = try await tasks(yard)[0]
        #expect(task.status == "FAILED" && task.failureReason == "CouldNotDetermineMessageSource")
        #expect(try await yard.bodies(dead) == ["a"])
    }

    @Test func `what is in flight is left to whoever has it`() async throws {
        let yard = try Yard()
        let (_, dead) = try await yard.createPair()
        let target = try await yard.create("target")
        for body in ["a", "b"] { try await yard.send(body, to: dead) }
        _ = try await yard.receive(dead, 1)
        _ = try await start(yard, Yard.arn("target"))
        #expect(try await yard.bodies(target) == ["b"])
        #expect(try await yard.counts(dead) == [0, 1, 0])
    }

    @Test func `a waiting receiver has a message when a task moves it`() async throws {
        let yard = try Yard()
        let (_, dead) = try await yard.createPair()
        let target = try await yard.create("target")
        for body in ["a", "b"] { try await yard.send(body, to: dead) }
        _ = try await start(yard, Yard.arn("target"), rate: 1)
        #expect(try await yard.bodies(target) == ["a"])
        async let got = yard.receive(target, wait: 20)
        await yard.clock.waitForSleepers(2)
        yard.clock.advance(by: .seconds(1))
        #expect(try await got.map(\.body) == ["b"])
    }

    @Test func `a task that cannot be is refused`() async throws {
        let yard = try Yard()
        _ = try await yard.createPair()
        let dead = JSONValue.string(Yard.arn("dead"))
        let cases: [(JSONValue, String)] = [
            (["SourceArn": .string(Yard.arn("no"))], "ResourceNotFoundException"),
            (["SourceArn": .string(Yard.arn("source"))], "InvalidParameterValue"),
            (["SourceArn": dead, "DestinationArn": dead], "InvalidParameterValue"),
            (["SourceArn": dead, "DestinationArn": .string(Yard.arn("no"))], "ResourceNotFoundException"),
            (["SourceArn": dead, "MaxNumberOfMessagesPerSecond": 501], "InvalidParameterValue"),
        ]
        for (body, code) in cases { #expect(try await yard.refusal("StartMessageMoveTask", body) == code) }
        #expect(try await yard.refusal("CancelMessageMoveTask", ["TaskHandle": "x"]) == "InvalidParameterValue")
    }
}
