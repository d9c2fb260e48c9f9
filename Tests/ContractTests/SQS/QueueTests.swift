import AWSClient
import TestKit
import Testing

@Suite(.needsMoto) struct QueueTests {
    @Test(arguments: Adapter.allCases)
    func `a queue is found by its name until it is deleted`(_ adapter: Adapter) async throws {
        let cloud = try await adapter.cloud()
        let name = Emulator.newName("queue")
        let url = try await cloud.sqs.call(CreateQueue(queueName: name, attributes: ["VisibilityTimeout": "7"]))
            .queueUrl
        #expect(try await cloud.sqs.call(GetQueueUrl(queueName: name)).queueUrl == url)
        let again = CreateQueue(queueName: name, attributes: ["VisibilityTimeout": "7"])
        #expect(try await cloud.sqs.call(again).queueUrl == url)
        let listed = try await cloud.sqs.call(ListQueues(queueNamePrefix: name))
        #expect(listed.queueUrls == [url] && listed.nextToken == nil)
        _ = try await cloud.sqs.call(DeleteQueue(queueUrl: url))
        let failure = await #expect(throws: CallFailure.self) {
            try await cloud.sqs.call(GetQueueUrl(queueName: name))
        }
        guard case .service(let refusal)? = failure else { return #expect(Bool(false), "\(failure as Any)") }
        #expect(refusal.code == "QueueDoesNotExist" || refusal.code == "AWS.SimpleQueueService.NonExistentQueue")
        #expect(refusal.queryCode == "AWS.SimpleQueueService.NonExistentQueue")
    }

    @Test(arguments: Adapter.allCases)
    func `queues are listed page by page`(_ adapter: Adapter) async throws {
        let cloud = try await adapter.cloud()
        let prefix = Emulator.newName("listed") + "-"
        var made: Set<String> = []
        for number in 0..<5 {
            made.insert(try await cloud.sqs.call(CreateQueue(queueName: "\(prefix)\(number)")).queueUrl)
        }
        var found: [String] = []
        var call = ListQueues(queueNamePrefix: prefix, maxResults: 2)
        repeat {
            let page = try await cloud.sqs.call(call)
            #expect((page.queueUrls ?? []).count <= 2)
            found += page.queueUrls ?? []
            call.nextToken = page.nextToken
        } while call.nextToken != nil && found.count < 9
        #expect(Set(found) == made && found.count == 5)
    }

    @Test(arguments: Adapter.allCases)
    func `a queue's attributes are told by name, and changed one by one`(_ adapter: Adapter) async throws {
        let cloud = try await adapter.cloud()
        let url = try await cloud.makeQueue("attributes", ["VisibilityTimeout": "7", "DelaySeconds": "3"])
        _ = try await cloud.sqs.call(SetQueueAttributes(queueUrl: url, attributes: ["VisibilityTimeout": "9"]))
        let names = ["VisibilityTimeout", "DelaySeconds"]
        let some = try await cloud.sqs.call(GetQueueAttributes(queueUrl: url, attributeNames: names))
        #expect(some.attributes == ["VisibilityTimeout": "9", "DelaySeconds": "3"])
        let all = try await cloud.sqs.call(GetQueueAttributes(queueUrl: url, attributeNames: ["All"])).attributes
        #expect(all?["ApproximateNumberOfMessages"] == "0")
        #expect(all?["QueueArn"]?.hasPrefix("arn:aws:sqs:eu-central-1:") == true)
    }

    @Test(arguments: Adapter.allCases)
    func `a dead-letter queue knows where its messages come from`(_ adapter: Adapter) async throws {
        let cloud = try await adapter.cloud()
        let dead = try await cloud.makeQueue("dead")
        let arn = try await cloud.arn(of: dead)
        let policy = #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":"1"}"#
        var sources: Set<String> = []
        for _ in 0..<2 { sources.insert(try await cloud.makeQueue("work", ["RedrivePolicy": policy])) }
        let listed = try await cloud.sqs.call(ListDeadLetterSourceQueues(queueUrl: dead))
        #expect(Set(listed.queueUrls) == sources)
        #expect(listed.nextToken == nil)
        let none = try await cloud.sqs.call(ListDeadLetterSourceQueues(queueUrl: try #require(sources.first)))
        #expect(none.queueUrls == [])
    }

    @Test(arguments: Adapter.allCases)
    func `dead letters go back to where they came from`(_ adapter: Adapter) async throws {
        let cloud = try await adapter.cloud()
        let dead = try await cloud.makeQueue("dead")
        let arn = try await cloud.arn(of: dead)
        let policy = #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":"1"}"#
        _ = try await cloud.makeQueue("work", ["RedrivePolicy": policy])
        try await adapter.expecting(.messageMoveTasks) {
            let start = StartMessageMoveTask(sourceArn: arn, maxNumberOfMessagesPerSecond: 10)
            let handle = try await cloud.sqs.call(start).taskHandle
            #expect(!handle.isEmpty)
        }
        try await adapter.expecting(.messageMoveTasks) {
            let tasks = try await cloud.sqs.call(ListMessageMoveTasks(sourceArn: arn)).results ?? []
            #expect(tasks.count == 1)
        }
        try await adapter.expecting(adapter == .localCloud ? .moveTaskHandle : .messageMoveTasks) {
            // A task that does not run, or never did, is unknown to a queue that knows of tasks.
            let failure = await #expect(throws: CallFailure.self) {
                try await cloud.sqs.call(CancelMessageMoveTask(taskHandle: "bm9ib2R5"))
            }
            #expect(failure?.code == "ResourceNotFoundException")
        }
    }
}
