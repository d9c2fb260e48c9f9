import AWSClient
import HTTP
import JSON
import Testing
import Time

struct DynamoDBTests {
    @Test func `a union with a set answers the item that came of it`() async throws {
        let answer =
            #"{"Attributes":{"id":{"S":"1"},"finished":{"SS":["a","b"]}},"ConsumedCapacity":{"CapacityUnits":1.5}}"#
        let transport = ScriptedTransport([.answer(200, [:], answer)])
        let update = Update(
            tableName: "t",
            key: ["id": .string("1")],
            updateExpression: "ADD #f :e",
            Expressions(
                conditionExpression: "attribute_exists(id)",
                expressionAttributeNames: ["#f": "finished"],
                expressionAttributeValues: [":e": .stringSet(["b"])],
                returnValuesOnConditionCheckFailure: .allOld
            )
        )
        let call = UpdateItem(update, returnValues: .allNew, returnConsumedCapacity: .total, isIdempotent: true)
        let output = try await DynamoDB.scripted(transport).call(call)
        #expect(output.attributes == ["id": .string("1"), "finished": .stringSet(["a", "b"])])
        #expect(output.consumedCapacity?.capacityUnits == 1.5)
        let request = try #require(transport.requests.first)
        #expect(request.headers["X-Amz-Target"] == "DynamoDB_20120810.UpdateItem")
        #expect(
            try transport.lastJSON() == [
                "ConditionExpression": "attribute_exists(id)",
                "ExpressionAttributeNames": ["#f": "finished"],
                "ExpressionAttributeValues": [":e": ["SS": ["b"]]],
                "Key": ["id": ["S": "1"]],
                "ReturnConsumedCapacity": "TOTAL",
                "ReturnValues": "ALL_NEW",
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
                "TableName": "t",
                "UpdateExpression": "ADD #f :e",
            ]
        )
    }

    @Test func `a write is tried again only where its caller says that it may be`() async {
        for (isIdempotent, tries) in [(false, 1), (true, 2)] {
            let transport = ScriptedTransport([.answer(500), .answer(200, [:], "{}")])
            let put = PutItem(Put(tableName: "t", item: [:]), isIdempotent: isIdempotent)
            do throws(CallFailure) {
                _ = try await DynamoDB.scripted(transport).call(put)
                #expect(isIdempotent)
            } catch {
                #expect(!isIdempotent)
            }
            #expect(transport.requests.count == tries)
        }
    }

    @Test func `an answer that was damaged is asked for again`() async throws {
        let text = #"{"Item":{"id":{"S":"123456789"}}}"#
        let transport = ScriptedTransport([
            .answer(200, ["x-amz-crc32": "1"], text), .answer(200, ["x-amz-crc32": "\(Self.checksum)"], text),
        ])
        let get = GetItem(Get(tableName: "t", key: ["id": .string("1")]), consistentRead: true)
        let output = try await DynamoDB.scripted(transport).call(get)
        #expect(output.item == ["id": .string("123456789")])
        #expect(transport.requests.count == 2)
        #expect(
            try transport.lastJSON() == ["ConsistentRead": true, "Key": ["id": ["S": "1"]], "TableName": "t"]
        )
    }

    /// Of the answer's text as zlib's crc32 gives it.
    private static let checksum = 1270704578

    @Test func `a page of a query tells where the next begins`() async throws {
        let answer = #"{"Items":[{"id":{"N":"1"}}],"Count":1,"ScannedCount":3,"LastEvaluatedKey":{"id":{"N":"1"}}}"#
        let transport = ScriptedTransport([.answer(200, [:], answer)])
        let query = Query(
            tableName: "t",
            keyConditionExpression: "id = :i",
            expressionAttributeValues: [":i": .number("1")]
        )
        let page = try await DynamoDB.scripted(transport).call(query)
        #expect(page.items == [["id": .number("1")]] && page.lastEvaluatedKey == ["id": .number("1")])
    }

    @Test func `a condition that failed tells the item as it is`() async throws {
        let refusal = """
            {"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"no",
            "Item":{"id":{"S":"1"},"secret":{"S":"HUSH"}}}
            """
        let transport = ScriptedTransport([.answer(400, [:], refusal)])
        let failure = await #expect(throws: CallFailure.self) {
            try await DynamoDB.scripted(transport).call(PutItem(Put(tableName: "t", item: [:]), isIdempotent: true))
        }
        #expect(failure?.code == "ConditionalCheckFailedException" && transport.requests.count == 1)
        let item: Item = ["id": .string("1"), "secret": .string("HUSH")]
        #expect(try failure?.refusal() == .conditionalCheckFailed(item: item))
        var dumped = ""
        dump(failure, to: &dumped)
        #expect(!"\(String(reflecting: failure))\(dumped)".contains("HUSH"))
    }

    @Test func `a condition that failed for want of an item tells none`() async throws {
        let refusal = #"{"__type":"ConditionalCheckFailedException"}"#
        let transport = ScriptedTransport([.answer(400, [:], refusal)])
        let failure = await #expect(throws: CallFailure.self) {
            try await DynamoDB.scripted(transport).call(
                DeleteItem(Delete(tableName: "t", key: [:]), isIdempotent: true)
            )
        }
        #expect(try failure?.refusal() == .conditionalCheckFailed(item: nil))
    }

    @Test func `an old item that cannot be read is a failure, and not one that is not there`() async {
        let refusal = #"{"__type":"ConditionalCheckFailedException","Item":{"id":{"S":1}}}"#
        let transport = ScriptedTransport([.answer(400, [:], refusal)])
        let failure = await #expect(throws: CallFailure.self) {
            try await DynamoDB.scripted(transport).call(PutItem(Put(tableName: "t", item: [:]), isIdempotent: true))
        }
        #expect(throws: CallFailure.self) { try failure?.refusal() }
    }

    @Test func `a failure of another kind is no refusal`() throws {
        let failure = AWSFailure(service: "dynamodb", code: "ResourceNotFoundException", status: 400)
        #expect(try CallFailure.service(failure).refusal() == nil)
        #expect(try CallFailure.transport(.cancelled).refusal() == nil)
    }

    @Test func `tables are made, looked at and removed`() async throws {
        let transport = ScriptedTransport([
            .answer(200, [:], #"{"TableDescription":{"TableName":"t","TableStatus":"CREATING","ItemCount":0}}"#),
            .answer(200, [:], #"{"Table":{"TableName":"t","TableStatus":"ACTIVE"}}"#),
            .answer(200, [:], #"{"TimeToLiveSpecification":{"AttributeName":"a","Enabled":true}}"#),
            .answer(200, [:], #"{"TableDescription":{"TableName":"t","TableStatus":"DELETING"}}"#),
        ])
        let dynamoDB = DynamoDB.scripted(transport)
        let create = CreateTable(
            tableName: "t",
            attributeDefinitions: [.init(attributeName: "id", attributeType: "S")],
            keySchema: [.init(attributeName: "id", keyType: .hash)]
        )
        #expect(try await dynamoDB.call(create).table.tableStatus == "CREATING")
        #expect(try await dynamoDB.call(DescribeTable(tableName: "t")).table.tableStatus == "ACTIVE")
        _ = try await dynamoDB.call(UpdateTimeToLive(tableName: "t", attributeName: "a", enabled: true))
        #expect(try await dynamoDB.call(DeleteTable(tableName: "t")).table.tableStatus == "DELETING")
    }
}
