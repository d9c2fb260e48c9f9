import AWSClient
import HTTP
import JSON
import Testing
import Time

struct CallTests {
    private func sqs(_ transport: ScriptedTransport, clock: LeapingClock = LeapingClock()) -> SQS {
        SQS(at: .loopback, credentials: Credentials.sample, outside: .scripted(transport, clock: clock))
    }

    private func dynamoDB(_ transport: ScriptedTransport) -> DynamoDB {
        DynamoDB(at: .loopback, credentials: Credentials.sample, outside: .scripted(transport))
    }

    private func body(_ request: WebRequest?) throws -> JSONValue {
        guard case .bytes(let bytes)? = request?.body else { return .null }
        return try JSONValue(parsing: bytes)
    }

    @Test func `a message is sent in SQS's own words`() async throws {
        let transport = ScriptedTransport([.answer(200, [:], #"{"MessageId":"m","MD5OfMessageBody":"x"}"#)])
        let input = SendMessageInput(
            queueUrl: "http://q",
            messageBody: "b",
            delaySeconds: 3,
            messageAttributes: ["engines": MessageAttributeValue(dataType: "String.Array", stringValue: "[]")]
        )
        #expect(try await sqs(transport).sendMessage(input) == SendMessageOutput(messageId: "m"))
        let request = try #require(transport.requests.first)
        #expect(request.headers["X-Amz-Target"] == "AmazonSQS.SendMessage")
        #expect(request.headers["Content-Type"] == "application/x-amz-json-1.0")
        #expect(
            try body(request) == [
                "QueueUrl": "http://q", "MessageBody": "b", "DelaySeconds": 3,
                "MessageAttributes": ["engines": ["DataType": "String.Array", "StringValue": "[]"]],
            ]
        )
    }

    @Test(arguments: [(nil, 1), ("d", 2)] as [(String?, Int)])
    func `a message is sent twice only where the queue drops the second`(id: String?, tries: Int) async {
        let transport = ScriptedTransport([.answer(500), .answer(200, [:], #"{"MessageId":"m"}"#)])
        let input = SendMessageInput(queueUrl: "q", messageBody: "b", messageDeduplicationId: id)
        do throws(CallFailure) {
            _ = try await sqs(transport).sendMessage(input)
            #expect(tries == 2)
        } catch {
            #expect(tries == 1)
        }
        #expect(transport.requests.count == tries)
    }

    @Test func `a batch that failed in part is a success that names what failed`() async throws {
        let answer = """
            {"Successful":[{"Id":"a","MessageId":"m","MD5OfMessageBody":"x"}],
            "Failed":[{"Id":"b","Code":"InternalError","SenderFault":false}]}
            """
        let transport = ScriptedTransport([.answer(200, [:], answer)])
        let entries = ["a", "b"].map { SendMessageBatchRequestEntry(id: $0, messageBody: $0) }
        let output = try await sqs(transport).sendMessageBatch(.init(queueUrl: "q", entries: entries))
        #expect(output.successful?.map(\.id) == ["a"])
        #expect(output.failed == [BatchResultErrorEntry(id: "b", code: "InternalError", senderFault: false)])
    }

    @Test func `an empty queue has no messages, and an empty answer is one`() async throws {
        let transport = ScriptedTransport([.answer(200, [:], "{}"), .answer(200), .answer(200)])
        let queue = sqs(transport)
        #expect(try await queue.receiveMessage(.init(queueUrl: "q", waitTimeSeconds: 20)).messages == nil)
        try await queue.deleteMessage(.init(queueUrl: "q", receiptHandle: "r"))
        try await queue.changeMessageVisibility(.init(queueUrl: "q", receiptHandle: "r", visibilityTimeout: 0))
        #expect(try body(transport.requests.last)["VisibilityTimeout"] == 0)
    }

    @Test func `an answer that is not of the operation is an error that says where`() async {
        let transport = ScriptedTransport([.answer(200, [:], #"{"MessageId":5}"#)])
        let failure = await #expect(throws: CallFailure.self) {
            try await sqs(transport).sendMessage(.init(queueUrl: "q", messageBody: "b"))
        }
        #expect(failure?.description.contains("$.MessageId") == true)
    }

    @Test func `every type of an attribute comes back as it was`() throws {
        let item: [String: AttributeValue] = [
            "a": .string("é"), "b": .number("1e125"), "c": .binary("AA=="), "d": .bool(false), "e": .null,
            "f": .map(["x": .list([.string(""), .map([:])])]), "g": .stringSet(["a"]), "h": .numberSet(["1", "2"]),
            "i": .binarySet(["AA=="]),
        ]
        let text = try JSONCodec.encode(item)
        #expect(try JSONCodec.decode([String: AttributeValue].self, from: text) == item)
        let written = try JSONValue(parsing: text)
        #expect(written["e"] == ["NULL": true] && written["b"] == ["N": "1e125"] && written["h"] == ["NS": ["1", "2"]])
    }

    @Test(arguments: [#"{}"#, #"{"S":"a","N":"1"}"#, #"{"X":"a"}"#, #"{"S":1}"#, #""a""#])
    func `what is no attribute is refused`(text: String) {
        #expect(throws: JSONError.self) { try JSONCodec.decode(AttributeValue.self, from: Array(text.utf8)) }
    }

    @Test func `an answer of DynamoDB that was damaged is asked for again`() async throws {
        let text = #"{"Item":{"id":{"S":"123456789"}}}"#
        // The checksum of the text as zlib's crc32 gives it.
        let transport = ScriptedTransport([
            .answer(200, ["x-amz-crc32": "1"], text), .answer(200, ["x-amz-crc32": "\(Self.checksum)"], text),
        ])
        let output = try await dynamoDB(transport).getItem(.init(tableName: "t", key: ["id": .string("1")]))
        #expect(output.item == ["id": .string("123456789")])
        #expect(transport.requests.count == 2)
    }

    @Test func `a condition that fails is a failure with its name, and final`() async {
        let refusal = #"{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"no"}"#
        let transport = ScriptedTransport([.answer(400, [:], refusal)])
        let failure = await #expect(throws: CallFailure.self) {
            try await dynamoDB(transport).putItem(.init(tableName: "t", item: [:]), isIdempotent: true)
        }
        #expect(failure?.code == "ConditionalCheckFailedException" && transport.requests.count == 1)
    }

    private static let checksum = 1270704578
}
