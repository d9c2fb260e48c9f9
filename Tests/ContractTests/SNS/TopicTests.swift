import AWSClient
import JSON
import TestKit
import Testing

@Suite(.needsMoto) struct TopicTests {
    /// A topic, and queues that get what their policies let through.
    private struct Place {
        let cloud: Cloud
        let topic: String

        init(_ adapter: Adapter) async throws {
            cloud = try await adapter.cloud()
            topic = try await cloud.sns.call(CreateTopic(name: Emulator.newName("topic"))).topicArn
        }

        func subscriber(
            _ attributes: [String: String] = ["RawMessageDelivery": "true"]
        ) async throws -> (url: String, subscription: String) {
            let url = try await cloud.makeQueue("subscriber")
            let arn = try await cloud.arn(of: url)
            let call = Subscribe(topicArn: topic, protocol: "sqs", endpoint: arn, attributes: attributes)
            return (url, try await cloud.sns.call(call).subscriptionArn)
        }

        func publish(_ text: String, _ attributes: [String: MessageAttributeValue] = [:]) async throws -> String {
            let message = TopicMessage(message: text, subject: nil, messageAttributes: attributes)
            return try await cloud.sns.call(Publish(topicArn: topic, message), deadline: cloud.deadline).messageId
        }

        func bodies(_ url: String) async throws -> Set<String> { Set(try await cloud.drain(url).map(\.body)) }
    }

    @Test(arguments: Adapter.allCases)
    func `a topic is made once, and gone when it is deleted`(_ adapter: Adapter) async throws {
        let cloud = try await adapter.cloud()
        let name = Emulator.newName("topic")
        let topic = try await cloud.sns.call(CreateTopic(name: name, attributes: ["DisplayName": "é & b"])).topicArn
        #expect(topic.hasPrefix("arn:aws:sns:eu-central-1:") && topic.hasSuffix(":\(name)"))
        #expect(try await cloud.sns.call(CreateTopic(name: name)).topicArn == topic)
        for _ in 0..<2 { _ = try await cloud.sns.call(DeleteTopic(topicArn: topic)) }
        let failure = await #expect(throws: CallFailure.self) {
            _ = try await cloud.sns.call(Publish(topicArn: topic, TopicMessage(message: "a")))
        }
        #expect(failure?.code == "NotFound")
    }

    @Test(arguments: Adapter.allCases)
    func `subscriptions are listed with whom they are for`(_ adapter: Adapter) async throws {
        let place = try await Place(adapter)
        #expect(try await place.cloud.sns.call(ListSubscriptionsByTopic(topicArn: place.topic)).subscriptions == [])
        let (url, arn) = try await place.subscriber()
        let listed = try await place.cloud.sns.call(ListSubscriptionsByTopic(topicArn: place.topic))
        #expect(listed.subscriptions.map(\.subscriptionArn) == [arn])
        #expect(listed.subscriptions.map(\.protocol) == ["sqs"])
        #expect(listed.subscriptions.map(\.endpoint) == [try await place.cloud.arn(of: url)])
        #expect(listed.nextToken == nil)
    }

    @Test(arguments: Adapter.allCases)
    func `a raw message arrives as it was sent, with its attributes`(_ adapter: Adapter) async throws {
        let place = try await Place(adapter)
        let (url, _) = try await place.subscriber()
        let attributes: [String: MessageAttributeValue] = [
            "text": .string("é & 😀"), "number": .number("7"), "list": .stringArray(["a", "\"b\""]),
        ]
        _ = try await place.publish("é <b> & \u{1F600}\n", attributes)
        let message = try #require(try await place.cloud.drain(url).first)
        #expect(message.body == "é <b> & \u{1F600}\n")
        #expect(message.messageAttributes == attributes)
    }

    @Test(arguments: Adapter.allCases)
    func `a raw message may have bytes beside it`(_ adapter: Adapter) async throws {
        let place = try await Place(adapter)
        let (url, _) = try await place.subscriber()
        _ = try await place.publish("a", ["bytes": .binary([0, 255])])
        try await adapter.expecting(.rawBytes) {
            let message = try #require(try await place.cloud.drain(url).first)
            #expect(message.messageAttributes == ["bytes": .binary([0, 255])])
        }
    }

    @Test(arguments: Adapter.allCases)
    func `any other message arrives in an envelope that says where it is from`(_ adapter: Adapter) async throws {
        let place = try await Place(adapter)
        let (url, _) = try await place.subscriber([:])
        let id = try await place.publish("é <b>", ["a": .string("b")])
        let message = try #require(try await place.cloud.drain(url).first)
        let envelope = try JSONValue(parsing: Array(message.body.utf8))
        #expect(envelope["Type"] == "Notification")
        #expect(envelope["Message"] == "é <b>")
        #expect(envelope["MessageId"]?.string == id)
        #expect(envelope["TopicArn"]?.string == place.topic)
        #expect(envelope["MessageAttributes"]?["a"] == ["Type": "String", "Value": "b"])
    }

    @Test(arguments: Adapter.allCases)
    func `whoever is named by one of many is told`(_ adapter: Adapter) async throws {
        let place = try await Place(adapter)
        let raw = ["RawMessageDelivery": "true"]
        let policy = ["FilterPolicy": #"{"engines":["clamav","é \"b\""]}"#]
        let (named, subscription) = try await place.subscriber(raw.merging(policy) { $1 })
        let (all, _) = try await place.subscriber()
        _ = try await place.publish("both", ["engines": .stringArray(["sophos", "é \"b\""])])
        _ = try await place.publish("other", ["engines": .stringArray(["sophos"])])
        _ = try await place.publish("none", ["engines": .stringArray([])])
        #expect(try await place.bodies(named) == ["both"])
        #expect(try await place.bodies(all) == ["both", "other", "none"])
        let change = SetSubscriptionAttributes(
            subscriptionArn: subscription,
            attributeName: "FilterPolicy",
            attributeValue: #"{"engines":["sophos"]}"#
        )
        _ = try await place.cloud.sns.call(change)
        _ = try await place.publish("later", ["engines": .stringArray(["sophos"])])
        #expect(try await place.bodies(named) == ["later"])
    }

    @Test(arguments: Adapter.allCases)
    func `each of a batch is published and answered for`(_ adapter: Adapter) async throws {
        let place = try await Place(adapter)
        let (url, _) = try await place.subscriber()
        let entries = (0..<10).map { number in
            let message = TopicMessage(message: "\(number)", messageAttributes: ["n": .number("\(number)")])
            return PublishBatch.Entry(id: "e\(number)", message)
        }
        let published = try await place.cloud.sns.call(PublishBatch(topicArn: place.topic, entries: entries))
        #expect(published.successful.map(\.id).sorted() == entries.map(\.id).sorted())
        #expect(published.failed == [])
        let messages = try await place.cloud.drain(url)
        #expect(Set(messages.map(\.body)) == Set((0..<10).map { "\($0)" }))
        #expect(messages.allSatisfy { $0.messageAttributes?["n"] == .number($0.body) })
    }

    @Test(arguments: Adapter.allCases)
    func `one of a batch that cannot be published keeps none of the others`(_ adapter: Adapter) async throws {
        let place = try await Place(adapter)
        let (url, _) = try await place.subscriber()
        let entries = ["a", "wrong", "b"].map { id in
            let structure = id == "wrong" ? "of no kind" : nil
            return PublishBatch.Entry(id: id, TopicMessage(message: id, messageStructure: structure))
        }
        let published = try await place.cloud.sns.call(PublishBatch(topicArn: place.topic, entries: entries))
        #expect(published.successful.map(\.id).sorted() == ["a", "b"])
        #expect(published.failed.map(\.id) == ["wrong"])
        #expect(published.failed.map(\.code) == ["InvalidParameter"])
        #expect(published.failed.map(\.senderFault) == [true])
        #expect(try await place.bodies(url) == ["a", "b"])
    }

    @Test(arguments: Adapter.allCases)
    func `an ordered topic hands on the order of a group`(_ adapter: Adapter) async throws {
        let cloud = try await adapter.cloud()
        let name = Emulator.newName("topic") + ".fifo"
        let topic = try await cloud.sns.call(CreateTopic(name: name, attributes: ["FifoTopic": "true"])).topicArn
        let url = try await cloud.makeQueue("ordered", ["FifoQueue": "true"])
        let raw = ["RawMessageDelivery": "true"]
        let arn = try await cloud.arn(of: url)
        _ = try await cloud.sns.call(Subscribe(topicArn: topic, protocol: "sqs", endpoint: arn, attributes: raw))
        for text in ["1", "2", "3"] {
            let message = TopicMessage(message: text, messageGroupId: "group", messageDeduplicationId: text)
            let published = try await cloud.sns.call(Publish(topicArn: topic, message))
            try await adapter.expecting(.placeInOrder) { #expect(published.sequenceNumber != nil) }
        }
        let messages = try await cloud.drain(url)
        #expect(messages.map(\.body) == ["1", "2", "3"])
        #expect(messages.allSatisfy { $0.attributes?["MessageGroupId"] == "group" })
        #expect(messages.map { $0.attributes?["MessageDeduplicationId"] } == ["1", "2", "3"])
    }

    @Test(arguments: Adapter.allCases)
    func `a batch that is too long is refused`(_ adapter: Adapter) async throws {
        let place = try await Place(adapter)
        let entries = (0..<11).map { PublishBatch.Entry(id: "e\($0)", TopicMessage(message: "a")) }
        let failure = await #expect(throws: CallFailure.self) {
            _ = try await place.cloud.sns.call(PublishBatch(topicArn: place.topic, entries: entries))
        }
        #expect(failure?.code == "TooManyEntriesInBatchRequest")
    }
}
