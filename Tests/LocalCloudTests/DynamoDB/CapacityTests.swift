import JSON
import Testing

/// What calls cost: a unit of writing for each KB, one of reading for each 4 KB, half of it where the newest is not
/// insisted on.
struct CapacityTests {
    @Test(arguments: [
        ("PutItem", #"{"Item":{"id":{"S":"1"}}}"#, 1.0),
        ("PutItem", #"{"Item":{"id":{"S":"1"},"kind":{"S":"k"}}}"#, 2),
        ("PutItem", #"{"Item":{"id":{"S":"big"}}}"#, 5),
        ("DeleteItem", #"{"Key":{"id":{"S":"big"}}}"#, 5),
        ("DeleteItem", #"{"Key":{"id":{"S":"none"}}}"#, 1),
        (
            "UpdateItem",
            #"""
            {"Key":{"id":{"S":"indexed"}},"UpdateExpression":"SET kind = :k",
            "ExpressionAttributeValues":{":k":{"S":"other"}}}
            """#,
            3
        ),
        (
            "UpdateItem",
            #"""
            {"Key":{"id":{"S":"indexed"}},"UpdateExpression":"SET v = :k",
            "ExpressionAttributeValues":{":k":{"S":"other"}}}
            """#,
            1
        ),
        ("UpdateItem", #"{"Key":{"id":{"S":"indexed"}},"UpdateExpression":"REMOVE kind"}"#, 2),
        ("GetItem", #"{"Key":{"id":{"S":"none"}}}"#, 0.5),
        ("GetItem", #"{"Key":{"id":{"S":"big"}}}"#, 1),
        ("GetItem", #"{"Key":{"id":{"S":"big"}},"ConsistentRead":true}"#, 2),
        ("Query", #"{"KeyConditionExpression":"id = :i","ExpressionAttributeValues":{":i":{"S":"big"}}}"#, 1),
        ("Scan", #"{"ConsistentRead":true}"#, 2), ("Scan", #"{"IndexName":"by-kind"}"#, 0.5),
    ])
    func `a call tells what it cost`(_ operation: String, _ more: String, _ units: Double) async throws {
        let desk = try await desk()
        var call: JSONObject = ["TableName": "tab", "ReturnConsumedCapacity": "TOTAL"]
        for member in try JSONValue.text(more).object?.members ?? [] { call[member.key] = member.value }
        let cost = try await desk.call(operation, .object(call))["ConsumedCapacity"]
        #expect(cost == ["TableName": "tab", "CapacityUnits": .double(units)])
        call["ReturnConsumedCapacity"] = "NONE"
        #expect(try await desk.call(operation, .object(call))["ConsumedCapacity"] == nil)
    }

    @Test func `a cost is told by table and index where that was asked for`() async throws {
        let desk = try await desk()
        let put: JSONValue = [
            "TableName": "tab", "Item": ["id": ["S": "1"], "kind": ["S": "k"]], "ReturnConsumedCapacity": "INDEXES",
        ]
        let one: JSONValue = ["CapacityUnits": 1.0]
        #expect(
            try await desk.call("PutItem", put)["ConsumedCapacity"] == [
                "TableName": "tab", "CapacityUnits": 2.0, "Table": one, "GlobalSecondaryIndexes": ["by-kind": one],
            ]
        )
    }

    @Test func `a transaction costs twice as much, told once for each table`() async throws {
        let desk = try await desk()
        let puts: [JSONValue] = ["1", "2"].map { ["Put": ["TableName": "tab", "Item": ["id": ["S": .string($0)]]]] }
        let write: JSONValue = ["TransactItems": .array(puts), "ReturnConsumedCapacity": "TOTAL"]
        let four: JSONValue = [["TableName": "tab", "CapacityUnits": 4.0]]
        #expect(try await desk.call("TransactWriteItems", write)["ConsumedCapacity"] == four)
        let gets: [JSONValue] = ["1", "none"].map { ["Get": ["TableName": "tab", "Key": ["id": ["S": .string($0)]]]] }
        let read: JSONValue = ["TransactItems": .array(gets), "ReturnConsumedCapacity": "TOTAL"]
        #expect(try await desk.call("TransactGetItems", read)["ConsumedCapacity"] == four)
        let batch: JSONValue = [
            "RequestItems": [
                "tab": [["PutRequest": ["Item": ["id": ["S": "3"]]]], ["PutRequest": ["Item": ["id": ["S": "big"]]]]]
            ],
            "ReturnConsumedCapacity": "TOTAL",
        ]
        let six: JSONValue = [["TableName": "tab", "CapacityUnits": 6.0]]
        #expect(try await desk.call("BatchWriteItem", batch)["ConsumedCapacity"] == six)
    }

    private func desk() async throws -> TableDesk {
        let desk = try TableDesk()
        try await desk.makeTable(
            "tab",
            [
                "AttributeDefinitions": [
                    ["AttributeName": "id", "AttributeType": "S"], ["AttributeName": "kind", "AttributeType": "S"],
                ],
                "GlobalSecondaryIndexes": [
                    [
                        "IndexName": "by-kind", "KeySchema": [["AttributeName": "kind", "KeyType": "HASH"]],
                        "Projection": ["ProjectionType": "KEYS_ONLY"],
                    ]
                ],
            ]
        )
        let text = String(repeating: "x", count: 5_000)
        try await desk.put(["id": ["S": "big"], "t": ["S": .string(text)]])
        try await desk.put(["id": ["S": "indexed"], "kind": ["S": "k"]])
        return desk
    }
}
