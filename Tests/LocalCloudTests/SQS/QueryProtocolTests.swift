import AWSClient
import HTTP
import JSON
import LocalCloud
import TestKit
import Testing
import Time

/// The older protocol of SQS: the same operations, by forms and XML.
struct QueryProtocolTests {
    @Test func `a queue lives its life in forms and XML`() async throws {
        let yard = try Yard()
        let created = try await yard.here.form(
            "sqs",
            [
                "Action": "CreateQueue", "Version": "2012-11-05", "QueueName": "orders",
                "Attribute.1.Name": "VisibilityTimeout", "Attribute.1.Value": "5", "Tag.1.Key": "team",
                "Tag.1.Value": "a",
            ]
        )
        #expect(created.root.name == "CreateQueueResponse")
        let url = try #require(created.root.text(at: "CreateQueueResult", "QueueUrl"))
        let got = try await yard.here.form(
            "sqs",
            [
                "Action": "GetQueueAttributes", "QueueUrl": url, "AttributeName.1": "VisibilityTimeout",
            ]
        )
        let attribute = got.root["GetQueueAttributesResult"]?["Attribute"]
        #expect(attribute?.text(at: "Name") == "VisibilityTimeout" && attribute?.text(at: "Value") == "5")
        let tags = try await yard.here.form("sqs", ["Action": "ListQueueTags", "QueueUrl": url]).root
        #expect(tags["ListQueueTagsResult"]?["Tag"]?.text(at: "Key") == "team")
        let list = try await yard.here.form("sqs", ["Action": "ListQueues"]).root
        #expect(list.text(at: "ListQueuesResult", "QueueUrl") == url)
        let deleted = try await yard.here.form("sqs", ["Action": "DeleteQueue", "QueueUrl": url]).root
        #expect(deleted["DeleteQueueResult"] == nil && deleted.text(at: "ResponseMetadata", "RequestId") != nil)
    }

    @Test func `a message goes in and out, at the address of its queue`() async throws {
        let yard = try Yard()
        _ = try await yard.create("orders")
        let sent = try await send(yard)
        let message = try #require(try await receive(yard)["Message"])
        #expect(message.text(at: "Body") == "a <b> + &")
        #expect(message.text(at: "MD5OfBody") == sent.text(at: "SendMessageResult", "MD5OfMessageBody"))
        #expect(message["MessageAttribute"]?.text(at: "Name") == "k")
        #expect(message["MessageAttribute"]?.text(at: "Value", "StringValue") == "v")
        #expect(message.all("Attribute").contains { $0.text(at: "Name") == "ApproximateReceiveCount" })
        let batch = try await delete([message.text(at: "ReceiptHandle") ?? "", "x"], yard)
        #expect(batch?["DeleteMessageBatchResultEntry"]?.text(at: "Id") == "a")
        #expect(batch?["BatchResultErrorEntry"]?.text(at: "SenderFault") == "true")
        #expect(try await receive(yard).children.isEmpty)
    }

    private static let target = "/000000000000/orders"

    private func send(_ yard: Yard) async throws -> XMLElement {
        let fields: KeyValuePairs = [
            "Action": "SendMessage", "MessageBody": "a <b> + &", "DelaySeconds": "0",
            "MessageAttribute.1.Name": "k", "MessageAttribute.1.Value.DataType": "String",
            "MessageAttribute.1.Value.StringValue": "v",
        ]
        return try await yard.here.form("sqs", fields, target: Self.target).root
    }

    private func receive(_ yard: Yard) async throws -> XMLElement {
        let fields: KeyValuePairs = [
            "Action": "ReceiveMessage", "MaxNumberOfMessages": "10", "AttributeName.1": "All",
            "MessageAttributeName.1": "All",
        ]
        let root = try await yard.here.form("sqs", fields, target: Self.target).root
        return try #require(root["ReceiveMessageResult"])
    }

    private func delete(_ handles: [String], _ yard: Yard) async throws -> XMLElement? {
        let entry = "DeleteMessageBatchRequestEntry"
        let fields: KeyValuePairs = [
            "Action": "DeleteMessageBatch", "\(entry).1.Id": "a", "\(entry).1.ReceiptHandle": handles[0],
            "\(entry).2.Id": "b", "\(entry).2.ReceiptHandle": handles[1],
        ]
        return try await yard.here.form("sqs", fields, target: Self.target).root["DeleteMessageBatchResult"]
    }

    @Test func `an error has the older name`() async throws {
        let yard = try Yard()
        let answer = try await yard.here.form("sqs", ["Action": "GetQueueUrl", "QueueName": "no"])
        #expect(answer.status == 400 && answer.root.name == "ErrorResponse")
        #expect(answer.root.text(at: "Error", "Code") == "AWS.SimpleQueueService.NonExistentQueue")
        #expect(answer.root.text(at: "Error", "Type") == "Sender")
        let nothing = try await yard.here.form("sqs", ["QueueName": "no"])
        #expect(nothing.root.text(at: "Error", "Code") == "MissingAction")
        let unknown = try await yard.here.form("sqs", ["Action": "AddPermission"])
        #expect(unknown.status == 501 && unknown.root.text(at: "Error", "Code") == "NotImplemented")
    }

    @Test func `a form of any shape is answered, and the queues live on`() async throws {
        let yard = try Yard()
        let url = try await yard.create("orders")
        let random = SeededRandom(seed: 11)
        let words = [
            "Action", "SendMessage", "Attribute", "1", "Name", "Value", ".", "=", "&", "%", "%41", "+", "-1",
            "99999999999999999999", "SendMessageBatchRequestEntry", "MessageBody", "QueueUrl", url, "Id", "é",
        ]
        var generator = random.generator
        for _ in 0..<2_000 {
            let text = (0..<Int.random(in: 0..<24, using: &generator))
                .compactMap { _ in words.randomElement(using: &generator) }.joined()
            let headers: WebHeaders = ["Content-Type": "application/x-www-form-urlencoded"]
            let body = Array("Action=SendMessageBatch&\(text)".utf8)
            let answer = try await yard.here.raw("sqs", headers: headers, body: body)
            #expect((200..<502).contains(answer.status) && answer.status != 500)
            _ = try XMLReader.read(answer.body)
        }
        try await yard.send("a", to: url)
        #expect(try await yard.receive(url).count >= 1)
    }
}
