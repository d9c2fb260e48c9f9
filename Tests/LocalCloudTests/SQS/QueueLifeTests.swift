import AWSClient
import JSON
import LocalCloud
import TestKit
import Testing
import Time

/// How queues come, go, and are described.
struct QueueLifeTests {
    @Test func `a queue is found by its name, at the address that was called`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders")
        #expect(url == "http://127.0.0.1:4566/000000000000/orders")
        #expect(try await yard.sqs.call(GetQueueUrl(queueName: "orders")).queueUrl == url)
    }

    @Test func `a queue is made again with the same attributes, and refused with others`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders", ["VisibilityTimeout": "40"])
        #expect(try await yard.create("orders", ["VisibilityTimeout": "40"]) == url)
        #expect(try await yard.create("orders") == url)
        let other: JSONValue = ["QueueName": "orders", "Attributes": ["VisibilityTimeout": "41"]]
        #expect(try await yard.refusal("CreateQueue", other) == "QueueAlreadyExists")
    }

    @Test(arguments: ["", "a b", "a.fifo", String(repeating: "a", count: 81)])
    func `a name that is none is refused`(_ name: String) async throws {
        #expect(try await Yard().refusal("CreateQueue", ["QueueName": .string(name)]) == "InvalidParameterValue")
    }

    @Test(arguments: [
        ("VisibilityTimeout", "43201", "InvalidAttributeValue"), ("DelaySeconds", "901", "InvalidAttributeValue"),
        ("MaximumMessageSize", "1023", "InvalidAttributeValue"), ("Colour", "red", "InvalidAttributeName"),
        ("MessageRetentionPeriod", "59", "InvalidAttributeValue"), ("FifoQueue", "true", "InvalidParameterValue"),
        ("ContentBasedDeduplication", "true", "InvalidAttributeName"),
        ("SqsManagedSseEnabled", "yes", "InvalidAttributeValue"),
        ("RedrivePolicy", "{}", "InvalidParameterValue"), ("RedriveAllowPolicy", "[]", "InvalidParameterValue"),
        (
            "RedrivePolicy", #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:no","maxReceiveCount":3}"#,
            "InvalidParameterValue"
        ),
    ])
    func `an attribute out of its bounds is refused`(_ name: String, _ value: String, _ code: String) async throws {
        let body: JSONValue = ["QueueName": "orders", "Attributes": .object(JSONObject([(name, .string(value))]))]
        #expect(try await Yard().refusal("CreateQueue", body) == code)
    }

    @Test func `attributes are told with their defaults, and change together or not at all`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders", ["DelaySeconds": "3", "Policy": "{}"])
        var all = try await yard.attributes(url)
        #expect(all["DelaySeconds"] == "3" && all["VisibilityTimeout"] == "30" && all["Policy"] == "{}")
        #expect(all["MaximumMessageSize"] == "1048576" && all["QueueArn"] == Yard.arn("orders"))
        #expect(all["CreatedTimestamp"] == "1800000000" && all["ApproximateAgeOfOldestMessage"] == nil)
        let bad: JSONValue = ["QueueUrl": .string(url), "Attributes": ["DelaySeconds": "4", "VisibilityTimeout": "x"]]
        #expect(try await yard.refusal("SetQueueAttributes", bad) == "InvalidAttributeValue")
        yard.clock.advance(by: .seconds(5))
        _ = try await yard.sqs.call(SetQueueAttributes(queueUrl: url, attributes: ["Policy": ""]))
        all = try await yard.attributes(url)
        #expect(all["DelaySeconds"] == "3" && all["Policy"] == nil && all["LastModifiedTimestamp"] == "1800000005")
    }

    @Test func `queues are listed by prefix and page by page`() async throws {
        let yard = try Yard()
        for name in ["b2", "a", "b1", "b3"] { _ = try await yard.create(name) }
        #expect(try await yard.sqs.call(ListQueues()).queueUrls?.count == 4)
        let first = try await yard.sqs.call(ListQueues(queueNamePrefix: "b", maxResults: 2))
        #expect(first.queueUrls?.map { $0.suffix(2) } == ["b1", "b2"])
        let next = ListQueues(queueNamePrefix: "b", nextToken: first.nextToken, maxResults: 2)
        let second = try await yard.sqs.call(next)
        #expect(second.queueUrls?.map { $0.suffix(2) } == ["b3"] && second.nextToken == nil)
    }

    @Test func `a deleted queue is gone with its messages, and its name is free after a minute`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders")
        try await yard.send("a", to: url)
        _ = try await yard.sqs.call(DeleteQueue(queueUrl: url))
        let missing: JSONValue = ["QueueUrl": .string(url)]
        let code = try await yard.refusal("PurgeQueue", missing)
        #expect(code == "AWS.SimpleQueueService.NonExistentQueue")
        let recently = try await yard.refusal("CreateQueue", ["QueueName": "orders"])
        #expect(recently == "AWS.SimpleQueueService.QueueDeletedRecently")
        yard.clock.advance(by: .seconds(60))
        #expect(try await yard.counts(yard.create("orders")) == [0, 0, 0])
    }

    @Test func `a purge takes everything, once a minute`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders")
        for body in ["a", "b", "c"] { try await yard.send(body, to: url, delay: body == "c" ? 9 : nil) }
        _ = try await yard.receive(url, 1)
        #expect(try await yard.counts(url) == [1, 1, 1])
        _ = try await yard.sqs.call(PurgeQueue(queueUrl: url))
        #expect(try await yard.counts(url) == [0, 0, 0])
        let code = try await yard.refusal("PurgeQueue", ["QueueUrl": .string(url)])
        #expect(code == "AWS.SimpleQueueService.PurgeQueueInProgress")
    }

    @Test func `tags are kept, replaced and taken off`() async throws {
        let yard = try Yard()
        let url = JSONValue.string(try await yard.create("orders"))
        _ = try await yard.call("TagQueue", ["QueueUrl": url, "Tags": ["team": "a", "stage": "x"]])
        _ = try await yard.call("TagQueue", ["QueueUrl": url, "Tags": ["team": "b"]])
        _ = try await yard.call("UntagQueue", ["QueueUrl": url, "TagKeys": ["stage"]])
        #expect(try await yard.call("ListQueueTags", ["QueueUrl": url]) == ["Tags": ["team": "b"]])
        let aws: JSONValue = ["QueueUrl": url, "Tags": ["aws:x": "1"]]
        #expect(try await yard.refusal("TagQueue", aws) == "InvalidParameterValue")
    }

    @Test func `what is not emulated says so`() async throws {
        let yard = try Yard()
        #expect(try await yard.refusal("AddPermission", [:]) == "com.amazonaws.sqs#NotImplemented")
    }

    @Test func `a role that may not is refused by name`() async throws {
        let here = try Neighbourhood(permissions: NothingAllowed()) { [try Queues($0)] }
        let failure = await #expect(throws: CallFailure.self) {
            try await SQS(here.context()).call(GetQueueUrl(queueName: "orders"))
        }
        #expect(failure?.code == "AccessDenied")
        #expect(failure?.description.contains("sqs:GetQueueUrl") == true)
    }
}
