import AWSClient
import HTTP
import JSON
import Testing
import Time

struct SQSTests {
    @Test func `a message is sent in SQS's own words`() async throws {
        let transport = ScriptedTransport([.answer(200, [:], #"{"MessageId":"m","MD5OfMessageBody":"x"}"#)])
        let message = OutgoingMessage(
            messageBody: "b",
            delaySeconds: 3,
            messageAttributes: ["engines": .stringArray(["a\"", "é"]), "raw": .binary([0, 255])],
            awsTraceHeader: "Root=1"
        )
        let output = try await SQS.scripted(transport).call(SendMessage(queueUrl: "http://q", message))
        #expect(output.messageId == "m" && output.sequenceNumber == nil)
        let request = try #require(transport.requests.first)
        #expect(request.headers["X-Amz-Target"] == "AmazonSQS.SendMessage")
        #expect(request.headers["Content-Type"] == "application/x-amz-json-1.0")
        #expect(
            try transport.lastJSON() == [
                "DelaySeconds": 3,
                "MessageAttributes": [
                    "engines": ["DataType": "String.Array", "StringValue": #"["a\"","é"]"#],
                    "raw": ["BinaryValue": "AP8=", "DataType": "Binary"],
                ],
                "MessageBody": "b",
                "MessageSystemAttributes": ["AWSTraceHeader": ["DataType": "String", "StringValue": "Root=1"]],
                "QueueUrl": "http://q",
            ]
        )
    }

    @Test(arguments: [(nil, 1), ("d", 2)] as [(String?, Int)])
    func `a message is sent twice only where the queue drops the second`(id: String?, tries: Int) async {
        let transport = ScriptedTransport([.answer(500), .answer(200, [:], #"{"MessageId":"m"}"#)])
        let message = OutgoingMessage(messageBody: "b", messageDeduplicationId: id)
        do throws(CallFailure) {
            _ = try await SQS.scripted(transport).call(SendMessage(queueUrl: "q", message))
            #expect(tries == 2)
        } catch {
            #expect(tries == 1)
        }
        #expect(transport.requests.count == tries)
    }

    @Test func `one message of a batch that would be put twice keeps the whole batch from a second try`() {
        let safe = SendMessageBatch.Entry(id: "a", .init(messageBody: "", messageDeduplicationId: "d"))
        let other = SendMessageBatch.Entry(id: "b", .init(messageBody: ""))
        #expect(SendMessageBatch(queueUrl: "q", entries: [safe, safe]).isIdempotent)
        #expect(!SendMessageBatch(queueUrl: "q", entries: [safe, other]).isIdempotent)
    }

    @Test func `what would do more the second time is not done twice`() {
        #expect(!StartMessageMoveTask(sourceArn: "a").isIdempotent)
        #expect(!PurgeQueue(queueUrl: "q").isIdempotent)
        #expect(CreateQueue(queueName: "q").isIdempotent)
        #expect(DeleteMessageBatch(queueUrl: "q", entries: []).isIdempotent)
    }

    @Test func `a batch that failed in part is a success that names what failed`() async throws {
        let answer = """
            {"Successful":[{"Id":"a","MessageId":"m","MD5OfMessageBody":"x"}],
            "Failed":[{"Id":"b","Code":"InternalError","SenderFault":false}]}
            """
        let transport = ScriptedTransport([
            .answer(200, [:], answer), .answer(200, [:], #"{"Successful":[{"Id":"c"}]}"#),
        ])
        let entries = ["a", "b"].map { SendMessageBatch.Entry(id: $0, .init(messageBody: $0)) }
        let sqs = SQS.scripted(transport)
        let sent = try await sqs.call(SendMessageBatch(queueUrl: "q", entries: entries))
        #expect(sent.successful.map(\.messageId) == ["m"])
        #expect(sent.failed.map(\.id) == ["b"] && sent.failed.map(\.senderFault) == [false])
        #expect(transport.requests.last?.headers["X-Amz-Target"] == "AmazonSQS.SendMessageBatch")

        let deletions = [DeleteMessageBatch.Entry(id: "c", .init(receiptHandle: "r"))]
        let deleted = try await sqs.call(DeleteMessageBatch(queueUrl: "q", entries: deletions))
        #expect(deleted.successful.map(\.id) == ["c"] && deleted.failed.isEmpty)
        #expect(try transport.lastJSON() == ["Entries": [["Id": "c", "ReceiptHandle": "r"]], "QueueUrl": "q"])
    }

    @Test func `a message comes with its attributes, the binary ones as bytes`() async throws {
        let answer = """
            {"Messages":[{"MessageId":"m","ReceiptHandle":"r","Body":"b","MD5OfBody":"x",
            "Attributes":{"ApproximateReceiveCount":"2"},
            "MessageAttributes":{"n":{"DataType":"Number","StringValue":"1"},
            "z":{"DataType":"Binary","BinaryValue":"AA=="}}}]}
            """
        let transport = ScriptedTransport([.answer(200, [:], answer)])
        let poll = ReceiveMessage(queueUrl: "q", messageSystemAttributeNames: ["ApproximateReceiveCount"])
        let messages = try await SQS.scripted(transport).receiveMessage(poll).messages
        let message = try #require(messages?.first)
        #expect(message.attributes == ["ApproximateReceiveCount": "2"])
        #expect(message.messageAttributes == ["n": .number("1"), "z": .binary([0])])
        #expect(try transport.lastJSON()["MessageSystemAttributeNames"] == ["ApproximateReceiveCount"])
    }

    @Test func `an empty queue has no messages, and an empty answer is one`() async throws {
        let transport = ScriptedTransport([.answer(200, [:], "{}"), .answer(200), .answer(200)])
        let sqs = SQS.scripted(transport)
        #expect(try await sqs.receiveMessage(.init(queueUrl: "q", waitTimeSeconds: 20)).messages == nil)
        _ = try await sqs.call(DeleteMessage(queueUrl: "q", .init(receiptHandle: "r")))
        _ = try await sqs.call(
            ChangeMessageVisibility(queueUrl: "q", .init(receiptHandle: "r", visibilityTimeout: 0))
        )
        #expect(try transport.lastJSON()["VisibilityTimeout"] == 0)
    }

    /// The wait that is asked for, the time that the caller has, and the wait that the service is asked for.
    @Test(arguments: [(20, 60, 20), (20, 21, 20), (20, 20, 19), (20, 5, 4), (20, 1, 0), (0, 5, 0), (3, 5, 3)])
    func `a poll ends before its caller's patience does`(wait: Int, patience: Int64, asked: Int) async throws {
        let clock = LeapingClock()
        let transport = ScriptedTransport([.answer(200, [:], "{}")])
        let poll = ReceiveMessage(queueUrl: "q", waitTimeSeconds: wait)
        let deadline = clock.now + .seconds(patience)
        _ = try await SQS.scripted(transport, clock: clock).receiveMessage(poll, deadline: deadline)
        #expect(try transport.lastJSON()["WaitTimeSeconds"]?.int == asked)
        #expect(transport.requests.first?.deadline == deadline)
    }

    @Test(arguments: [(22, 1), (60, 2)])
    func `a poll is not begun again where its wait no longer fits`(patience: Int64, attempts: Int) async throws {
        let clock = LeapingClock()
        let transport = ScriptedTransport([.answer(500), .answer(200, [:], "{}")]) { _ in
            clock.advance(by: .seconds(2))
        }
        let poll = ReceiveMessage(queueUrl: "q", waitTimeSeconds: 20)
        do {
            _ = try await SQS.scripted(transport, clock: clock)
                .receiveMessage(poll, deadline: clock.now + .seconds(patience))
            #expect(attempts == 2)
        } catch {
            #expect(attempts == 1)
        }
        #expect(transport.requests.count == attempts)
    }

    @Test func `a poll without a deadline has one that its wait fits into`() async throws {
        let clock = LeapingClock()
        let transport = ScriptedTransport([.answer(200, [:], "{}")])
        let poll = ReceiveMessage(queueUrl: "q", waitTimeSeconds: 20)
        _ = try await SQS.scripted(transport, clock: clock).receiveMessage(poll)
        let deadline = try #require(transport.requests.first?.deadline)
        #expect(deadline > clock.now + .seconds(21))
        #expect(try transport.lastJSON()["WaitTimeSeconds"] == 20)
    }

    @Test func `queues, their lists and their move tasks are read`() async throws {
        let transport = ScriptedTransport(
            [
                #"{"QueueUrl":"u"}"#, #"{"Attributes":{"VisibilityTimeout":"30"}}"#, "{}",
                #"{"QueueUrls":["u"],"NextToken":"t"}"#, #"{"queueUrls":["v"]}"#, #"{"TaskHandle":"h"}"#,
                """
                {"Results":[{"TaskHandle":"h","Status":"RUNNING","SourceArn":"s","ApproximateNumberOfMessagesMoved":1,
                "ApproximateNumberOfMessagesToMove":5,"StartedTimestamp":1442428276921}]}
                """, #"{"ApproximateNumberOfMessagesMoved":2}"#,
            ].map { .answer(200, [:], $0) }
        )
        let sqs = SQS.scripted(transport)
        #expect(try await sqs.call(GetQueueUrl(queueName: "q")).queueUrl == "u")
        let some = try await sqs.call(GetQueueAttributes(queueUrl: "u", attributeNames: ["All"]))
        #expect(some.attributes == ["VisibilityTimeout": "30"])
        #expect(try await sqs.call(GetQueueAttributes(queueUrl: "u", attributeNames: ["Policy"])).attributes == nil)
        let list = try await sqs.call(ListQueues())
        #expect(list.queueUrls == ["u"] && list.nextToken == "t")
        #expect(try await sqs.call(ListDeadLetterSourceQueues(queueUrl: "u")).queueUrls == ["v"])
        #expect(try await sqs.call(StartMessageMoveTask(sourceArn: "s")).taskHandle == "h")
        let task = try await sqs.call(ListMessageMoveTasks(sourceArn: "s")).results?.first
        #expect(task?.status == "RUNNING" && task?.approximateNumberOfMessagesToMove == 5)
        let cancelled = try await sqs.call(CancelMessageMoveTask(taskHandle: "h"))
        #expect(cancelled.approximateNumberOfMessagesMoved == 2)
    }

    @Test func `an answer that is not of the operation is an error that says where`() async {
        let transport = ScriptedTransport([.answer(200, [:], #"{"MessageId":5}"#)])
        let failure = await #expect(throws: CallFailure.self) {
            try await SQS.scripted(transport).call(SendMessage(queueUrl: "q", .init(messageBody: "b")))
        }
        #expect(failure?.description.contains("$.MessageId") == true)
    }

    @Test(arguments: [#"{"DataType":"Binary","BinaryValue":"x"}"#, #"{"DataType":"String"}"#, #"{"StringValue":"a"}"#])
    func `an attribute that has no value is refused`(text: String) {
        #expect(throws: JSONError.self) { try JSONCodec.decode(MessageAttributeValue.self, from: Array(text.utf8)) }
    }
}
