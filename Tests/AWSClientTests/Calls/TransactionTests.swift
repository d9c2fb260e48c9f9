import AWSClient
import HTTP
import JSON
import Testing
import Time

struct TransactionTests {
    private func writes(_ token: UUID?) -> TransactWriteItems {
        let condition = Expressions(
            conditionExpression: "attribute_exists(id)",
            returnValuesOnConditionCheckFailure: .allOld
        )
        return TransactWriteItems(
            transactItems: [
                .put(Put(tableName: "t", item: ["id": .string("1")])),
                .update(Update(tableName: "t", key: ["id": .string("2")], updateExpression: "REMOVE a")),
                .delete(Delete(tableName: "t", key: ["id": .string("3")])),
                .conditionCheck(ConditionCheck(tableName: "t", key: ["id": .string("4")], condition)),
            ],
            clientRequestToken: token
        )
    }

    @Test func `a transaction says its writes in their order`() async throws {
        let token = UUID.v5(namespace: .url, name: "t")
        let transport = ScriptedTransport([.answer(200, [:], "{}")])
        _ = try await DynamoDB.scripted(transport).call(writes(token))
        #expect(
            try transport.lastJSON() == [
                "ClientRequestToken": .string(token.description),
                "TransactItems": [
                    ["Put": ["Item": ["id": ["S": "1"]], "TableName": "t"]],
                    ["Update": ["Key": ["id": ["S": "2"]], "TableName": "t", "UpdateExpression": "REMOVE a"]],
                    ["Delete": ["Key": ["id": ["S": "3"]], "TableName": "t"]],
                    [
                        "ConditionCheck": [
                            "ConditionExpression": "attribute_exists(id)", "Key": ["id": ["S": "4"]],
                            "ReturnValuesOnConditionCheckFailure": "ALL_OLD", "TableName": "t",
                        ]
                    ],
                ],
            ]
        )
    }

    @Test func `a transaction is tried again only under a token`() async {
        for (token, tries) in [(nil, 1), (UUID.v5(namespace: .url, name: "t"), 2)] as [(UUID?, Int)] {
            let transport = ScriptedTransport([.failure(.broken(reason: "x")), .answer(200, [:], "{}")])
            do throws(CallFailure) {
                _ = try await DynamoDB.scripted(transport).call(writes(token))
                #expect(token != nil)
            } catch {
                #expect(token == nil)
            }
            #expect(transport.requests.count == tries)
        }
    }

    @Test func `a transaction that was cancelled tells the reason of each item`() async throws {
        let refusal = """
            {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"Transaction cancelled",
            "CancellationReasons":[{"Code":"None"},{"Code":"TransactionConflict","Message":"again"},
            {"Code":"ConditionalCheckFailed","Message":"no","Item":{"id":{"S":"4"}}}]}
            """
        let transport = ScriptedTransport([.answer(400, [:], refusal)])
        let failure = await #expect(throws: CallFailure.self) {
            try await DynamoDB.scripted(transport).call(writes(nil))
        }
        guard case .transactionCanceled(let reasons)? = try failure?.refusal() else {
            return #expect(Bool(false), "\(String(describing: failure))")
        }
        #expect(reasons.map(\.code) == ["None", "TransactionConflict", "ConditionalCheckFailed"])
        #expect(reasons.map(\.message) == [nil, "again", "no"])
        #expect(reasons.map(\.item) == [nil, nil, ["id": .string("4")]])
    }

    @Test func `items that are read at one moment come in the order of their keys`() async throws {
        let answer = #"{"Responses":[{"Item":{"id":{"S":"1"}}},{}]}"#
        let transport = ScriptedTransport([.answer(200, [:], answer)])
        let gets = ["1", "2"].map { Get(tableName: "t", key: ["id": .string($0)]) }
        let output = try await DynamoDB.scripted(transport).call(TransactGetItems(gets))
        #expect(output.responses.map(\.item) == [["id": .string("1")], nil])
        #expect(
            try transport.lastJSON()["TransactItems"]?[1] == ["Get": ["Key": ["id": ["S": "2"]], "TableName": "t"]]
        )
    }
}
