import AWSClient
import JSON
import LocalCloud
import TestKit
import Testing
import Time

/// Topics and subscriptions, and what gets to whom.
struct TopicTests {
    private static let arn = "arn:aws:sns:us-east-1:000000000000:news"

    @Test func `a topic is made, found, described, listed and deleted`() async throws {
        let square = try Square()
        #expect(try await square.createTopic("news", ["DisplayName": "News"]) == Self.arn)
        #expect(try await square.createTopic("news") == Self.arn)
        let other = try await square.refusal([
            "Action": "CreateTopic", "Name": "news", "Attributes.entry.1.key": "DisplayName",
            "Attributes.entry.1.value": "x",
        ])
        #expect(other.code == "InvalidParameter")
        let described = try await square.form(["Action": "GetTopicAttributes", "TopicArn": Self.arn]).root
        let entries = described["GetTopicAttributesResult"]?["Attributes"]?.all("entry") ?? []
        let name = entries.first { $0.text(at: "key") == "DisplayName" }
        #expect(name?.text(at: "value") == "News")
        let list = try await square.form(["Action": "ListTopics"]).root["ListTopicsResult"]?["Topics"]
        #expect(list?.all("member").map { $0.text(at: "TopicArn") } == [Self.arn])
        for _ in 0..<2 { _ = try await square.sns.call(DeleteTopic(topicArn: Self.arn)) }
        let gone = try await square.form(["Action": "GetTopicAttributes", "TopicArn": Self.arn])
        #expect(gone.status == 404 && gone.root.text(at: "Error", "Code") == "NotFound")
    }

    @Test func `tags are kept and taken off`() async throws {
        let square = try Square()
        _ = try await square.createTopic("news")
        _ = try await square.form([
            "Action": "TagResource", "ResourceArn": Self.arn, "Tags.member.1.Key": "a", "Tags.member.1.Value": "1",
            "Tags.member.2.Key": "b", "Tags.member.2.Value": "2",
        ])
        _ = try await square.form(["Action": "UntagResource", "ResourceArn": Self.arn, "TagKeys.member.1": "a"])
        let root = try await square.form(["Action": "ListTagsForResource", "ResourceArn": Self.arn]).root
        let tags = root["ListTagsForResourceResult"]?["Tags"]?.all("member") ?? []
        #expect(tags.map { $0.text(at: "Key") } == ["b"] && tags.first?.text(at: "Value") == "2")
    }

    @Test func `a queue gets an envelope of AWS's shape`() async throws {
        let square = try Square()
        let topic = try await square.createTopic("news")
        let url = try await square.createQueue("readers")
        let subscription = try await square.subscribe("readers", to: topic)
        let message = TopicMessage(
            message: "hello",
            subject: "greeting",
            messageAttributes: [
                "k": .string("v"), "n": .number("1"), "b": .binary([0, 1]), "a": .stringArray(["x"]),
            ]
        )
        let published = try await square.publish(message, to: topic)
        let got = try await square.messages(url)
        let envelope = try JSONValue(parsing: Array(try #require(got.first?.body).utf8))
        #expect(got[0].messageAttributes == nil)
        #expect(envelope["Type"] == "Notification" && envelope["Message"] == "hello")
        #expect(envelope["MessageId"]?.string == published.messageId && envelope["Subject"] == "greeting")
        #expect(envelope["TopicArn"]?.string == topic && envelope["Timestamp"] == "2027-01-15T08:00:00.000Z")
        #expect(envelope["SignatureVersion"] == "1" && envelope["Signature"]?.string?.count == 344)
        #expect(envelope["SigningCertURL"]?.string?.hasPrefix("https://sns.us-east-1.amazonaws.com/") == true)
        #expect(envelope["UnsubscribeURL"]?.string?.hasSuffix(subscription) == true)
        #expect(
            envelope["MessageAttributes"] == [
                "a": ["Type": "String.Array", "Value": #"["x"]"#], "b": ["Type": "Binary", "Value": "AAE="],
                "k": ["Type": "String", "Value": "v"], "n": ["Type": "Number", "Value": "1"],
            ]
        )
    }

    @Test func `a queue is told neither of a subject nor of attributes that there are not`() async throws {
        let square = try Square()
        let topic = try await square.createTopic("news")
        let url = try await square.createQueue("readers")
        _ = try await square.subscribe("readers", to: topic)
        _ = try await square.publish(TopicMessage(message: "hello"), to: topic)
        let got = try await square.messages(url)
        let envelope = try JSONValue(parsing: Array(try #require(got.first?.body).utf8))
        #expect(envelope["Message"] == "hello")
        #expect(envelope["Subject"] == nil && envelope["MessageAttributes"] == nil)
    }

    @Test func `raw delivery hands on the text and the attributes themselves`() async throws {
        let square = try Square()
        let topic = try await square.createTopic("news")
        let url = try await square.createQueue("readers")
        try await square.subscribe("readers", to: topic, ["RawMessageDelivery": "true"])
        try await square.publish(TopicMessage(message: "hello", messageAttributes: ["k": .string("v")]), to: topic)
        let got = try await square.messages(url)
        #expect(got.map(\.body) == ["hello"] && got.first?.messageAttributes == ["k": .string("v")])
    }

    @Test func `a function gets an event, and each protocol its own text`() async throws {
        let square = try Square()
        let topic = try await square.createTopic("news")
        let url = try await square.createQueue("readers")
        try await square.subscribe("readers", to: topic, ["RawMessageDelivery": "true"])
        let function = "arn:aws:lambda:us-east-1:000000000000:function:read"
        _ = try await square.sns.call(Subscribe(topicArn: topic, protocol: "lambda", endpoint: function))
        let texts = #"{"default":"all","sqs":"queue","email":"mail"}"#
        try await square.publish(TopicMessage(message: texts, messageStructure: "json"), to: topic)
        #expect(try await square.messages(url).map(\.body) == ["queue"])
        let event = try JSONValue(parsing: Array(try #require(square.functions.all.first).utf8))
        let record = event["Records"]?[0]
        #expect(record?["EventSource"] == "aws:sns" && record?["Sns"]?["Message"] == "all")
        #expect(record?["Sns"]?["Subject"] == .null && record?["Sns"]?["MessageAttributes"] == [:])
        #expect(record?["Sns"]?["SigningCertUrl"] != nil)
    }

    @Test func `a FIFO topic keeps order and tells repeats, through to its queues`() async throws {
        let square = try Square()
        let topic = try await square.createTopic(
            "news.fifo",
            [
                "FifoTopic": "true", "ContentBasedDeduplication": "true",
            ]
        )
        let url = try await square.createQueue("readers.fifo", ["FifoQueue": "true"])
        let plain = try await square.createQueue("readers")
        for queue in ["readers.fifo", "readers"] { try await square.subscribe(queue, to: topic) }
        var first: PublishedMessage?
        for body in ["1", "2", "1", "3"] {
            let one = try await square.publish(TopicMessage(message: body, messageGroupId: "g"), to: topic)
            if body == "1" {
                #expect(first == nil || first == one)
                first = one
            }
        }
        #expect(first?.sequenceNumber?.count == 20)
        let got = try await square.messages(url)
        let bodies = try got.map { try JSONValue(parsing: Array($0.body.utf8)) }
        #expect(bodies.map { $0["Message"] } == ["1", "2", "3"])
        #expect(bodies.first?["SequenceNumber"]?.string == first?.sequenceNumber && bodies.first?["Signature"] == nil)
        #expect(got.map { $0.attributes?["MessageGroupId"] } == ["g", "g", "g"])
        #expect(try await square.texts(plain) == ["1", "2", "3"])
        square.here.clock.advance(by: .seconds(300))
        let later = try await square.publish(TopicMessage(message: "1", messageGroupId: "g"), to: topic)
        #expect(later.messageId != first?.messageId)
    }

    @Test func `many publishers at once cannot mix up the order`() async throws {
        let square = try Square()
        let topic = try await square.createTopic("news.fifo", ["FifoTopic": "true"])
        let url = try await square.createQueue("readers.fifo", ["FifoQueue": "true"])
        try await square.subscribe("readers.fifo", to: topic)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<10 {
                group.addTask {
                    let message = TopicMessage(
                        message: "\(number)",
                        messageGroupId: "g",
                        messageDeduplicationId: "\(number)"
                    )
                    try await square.publish(message, to: topic)
                }
            }
            try await group.waitForAll()
        }
        let numbers = try await square.messages(url).map {
            try JSONValue(parsing: Array($0.body.utf8))["SequenceNumber"]?.string ?? ""
        }
        #expect(numbers.count == 10 && numbers == numbers.sorted())
    }

    @Test func `a batch tells of each entry what became of it`() async throws {
        let square = try Square()
        let topic = try await square.createTopic("news")
        let url = try await square.createQueue("readers")
        try await square.subscribe("readers", to: topic)
        let entries = [("good", "a"), ("empty", ""), ("also", "b")].map {
            PublishBatch.Entry(id: $0.0, TopicMessage(message: $0.1))
        }
        let result = try await square.sns.call(PublishBatch(topicArn: topic, entries: entries))
        #expect(result.successful.map(\.id) == ["good", "also"])
        #expect(result.failed.map { "\($0.id) \($0.code) \($0.senderFault)" } == ["empty InvalidParameter true"])
        #expect(try await square.texts(url) == ["a", "b"])
        let twice = try await square.refusal([
            "Action": "PublishBatch", "TopicArn": topic,
            "PublishBatchRequestEntries.member.1.Id": "a", "PublishBatchRequestEntries.member.1.Message": "m",
            "PublishBatchRequestEntries.member.2.Id": "a", "PublishBatchRequestEntries.member.2.Message": "m",
        ])
        #expect(twice.code == "BatchEntryIdsNotDistinct")
    }

    @Test func `what cannot be delivered goes to the subscription's dead-letter queue`() async throws {
        let square = try Square()
        let topic = try await square.createTopic("news")
        let dead = try await square.createQueue("dead")
        let policy = #"{"deadLetterTargetArn":"\#(Yard.arn("dead"))"}"#
        try await square.subscribe("gone", to: topic, ["RedrivePolicy": policy, "RawMessageDelivery": "true"])
        try await square.publish(TopicMessage(message: "m", messageAttributes: ["k": .string("v")]), to: topic)
        let got = try await square.messages(dead)
        #expect(got.map(\.body) == ["m"] && got.first?.messageAttributes?["k"] == .string("v"))
        let code = got.first?.messageAttributes?["ErrorCode"]
        #expect(code == .string("AWS.SimpleQueueService.NonExistentQueue"))
    }

    @Test func `subscriptions are found again, listed, changed and ended`() async throws {
        let square = try Square()
        let topic = try await square.createTopic("news")
        let url = try await square.createQueue("readers")
        let arn = try await square.subscribe("readers", to: topic)
        #expect(try await square.subscribe("readers", to: topic) == arn)
        let list = try await square.sns.call(ListSubscriptionsByTopic(topicArn: topic)).subscriptions
        #expect(list.map(\.endpoint) == [Yard.arn("readers")] && list.map(\.protocol) == ["sqs"])
        let raw = SetSubscriptionAttributes(
            subscriptionArn: arn,
            attributeName: "RawMessageDelivery",
            attributeValue: "true"
        )
        _ = try await square.sns.call(raw)
        let got = try await square.form(["Action": "GetSubscriptionAttributes", "SubscriptionArn": arn]).root
        let entries = got["GetSubscriptionAttributesResult"]?["Attributes"]?.all("entry") ?? []
        #expect(entries.contains { $0.text(at: "key") == "RawMessageDelivery" && $0.text(at: "value") == "true" })
        _ = try await square.form(["Action": "Unsubscribe", "SubscriptionArn": arn])
        try await square.publish(TopicMessage(message: "m"), to: topic)
        #expect(try await square.messages(url).isEmpty)
    }

    @Test func `a hundred subscriptions are a page`() async throws {
        let square = try Square()
        let topic = try await square.createTopic("news")
        for number in 0..<101 { try await square.subscribe("q\(number)", to: topic) }
        let first = try await square.sns.call(ListSubscriptionsByTopic(topicArn: topic))
        let next = ListSubscriptionsByTopic(topicArn: topic, nextToken: first.nextToken)
        let second = try await square.sns.call(next)
        #expect(first.subscriptions.count == 100 && second.subscriptions.count == 1 && second.nextToken == nil)
    }

    @Test func `what is not emulated says so, and what is wrong has AWS's words`() async throws {
        let square = try Square()
        let topic = try await square.createTopic("news")
        let mail = try await square.refusal([
            "Action": "Subscribe", "TopicArn": topic, "Protocol": "email", "Endpoint": "a@example.com",
        ])
        #expect(mail.code == "NotImplemented")
        #expect(try await square.refusal(["Action": "ConfirmSubscription"]).code == "NotImplemented")
        let fifo = try await square.refusal([
            "Action": "Subscribe", "TopicArn": topic, "Protocol": "sqs", "Endpoint": Yard.arn("a.fifo"),
        ])
        #expect(fifo.message?.hasSuffix("FIFO SQS Queues can not be subscribed to standard SNS topics") == true)
        for (message, words) in [("", "Empty message"), (String(repeating: "x", count: 262_145), "Message too long")] {
            let refused = try await square.refusal(["Action": "Publish", "TopicArn": topic, "Message": message])
            #expect(refused.code == "InvalidParameter" && refused.message == "Invalid parameter: \(words)")
        }
        let structure = try await square.refusal([
            "Action": "Publish", "TopicArn": topic, "Message": "{}", "MessageStructure": "json",
        ])
        #expect(structure.message?.contains("No default entry") == true)
        let nobody = try await square.refusal(["Action": "Publish", "PhoneNumber": "+1", "Message": "m"])
        #expect(nobody.code == "NotImplemented")
    }

    @Test func `another part of the cloud publishes without a request`() async throws {
        let square = try Square()
        let topic = try await square.createTopic("news")
        let url = try await square.createQueue("readers")
        try await square.subscribe("readers", to: topic)
        let target = try #require(ARN(topic))
        try await square.topics.take(Delivery(to: target, from: .bucket("b"), body: "event", subject: "s"))
        #expect(try await square.texts(url) == ["event"])
    }

    @Test func `topics, subscriptions and what is known of repeats outlive a restart`() async throws {
        let journal = MemoryJournal()
        let first = try Square(journal: journal)
        let topic = try await first.createTopic("news.fifo", ["FifoTopic": "true"])
        let url = try await first.createQueue("readers.fifo", ["FifoQueue": "true"])
        try await first.subscribe("readers.fifo", to: topic, ["FilterPolicy": #"{"k":["v"]}"#])
        let message = TopicMessage(
            message: "1",
            messageAttributes: ["k": .string("v")],
            messageGroupId: "g",
            messageDeduplicationId: "1"
        )
        let published = try await first.publish(message, to: topic)
        let second = try Square(journal: journal)
        #expect(try await second.publish(message, to: topic) == published)
        var other = message
        (other.message, other.messageDeduplicationId) = ("2", "2")
        try await second.publish(other, to: topic)
        (other.messageAttributes, other.messageDeduplicationId) = ([:], "3")
        try await second.publish(other, to: topic)
        #expect(try await second.texts(url) == ["1", "2"])
        _ = try await second.sns.call(DeleteTopic(topicArn: topic))
        _ = try await second.sqs.call(DeleteQueue(queueUrl: url))
        #expect(journal.count == 0)
    }
}
