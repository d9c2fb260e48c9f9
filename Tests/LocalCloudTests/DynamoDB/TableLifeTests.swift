import AWSClient
import JSON
import LocalCloud
import Testing

/// Tables made, told of, changed and removed.
struct TableLifeTests {
    @Test func `a table is told of as it was made`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable(range: "N", Self.indexes)
        let made = try await desk.call("DescribeTable", ["TableName": "tab"])["Table"]
        #expect(made?["TableStatus"] == "ACTIVE")
        #expect(made?["TableArn"] == "arn:aws:dynamodb:us-east-1:000000000000:table/tab")
        #expect(made?["BillingModeSummary"]?["BillingMode"] == "PAY_PER_REQUEST")
        #expect(made?["KeySchema"]?[1]?["AttributeName"] == "pos")
        #expect(made?["GlobalSecondaryIndexes"]?[0]?["IndexName"] == "by-kind")
        #expect(made?["LocalSecondaryIndexes"]?[0]?["Projection"]?["ProjectionType"] == "INCLUDE")
        let byARN = try await desk.call(
            "DescribeTable",
            ["TableName": "arn:aws:dynamodb:us-east-1:000000000000:table/tab"]
        )
        #expect(byARN["Table"] == made)
    }

    @Test func `tables are listed in pages`() async throws {
        let desk = try TableDesk()
        for name in ["ccc", "aaa", "bbb"] { try await desk.makeTable(name) }
        let page = try await desk.call("ListTables", ["Limit": 2])
        #expect(page == ["TableNames": ["aaa", "bbb"], "LastEvaluatedTableName": "bbb"])
        let rest = try await desk.call("ListTables", ["Limit": 2, "ExclusiveStartTableName": "bbb"])
        #expect(rest == ["TableNames": ["ccc"]])
    }

    @Test func `a table that was removed is gone, with its items`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        try await desk.put(["id": ["S": "1"]])
        let gone = try await desk.call("DeleteTable", ["TableName": "tab"])
        #expect(gone["TableDescription"]?["TableStatus"] == "DELETING")
        let outcome = try await desk.outcome("DescribeTable", ["TableName": "tab"])
        #expect(outcome == "ResourceNotFoundException: Requested resource not found: Table: tab not found")
        let get = try await desk.outcome("GetItem", ["TableName": "tab", "Key": ["id": ["S": "1"]]])
        #expect(get == "ResourceNotFoundException: Requested resource not found")
        try await desk.makeTable()
        #expect(try await desk.call("Scan", ["TableName": "tab"])["Count"] == 0)
    }

    @Test func `a protected table stays`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable("tab", ["DeletionProtectionEnabled": true])
        let refused = try await desk.outcome("DeleteTable", ["TableName": "tab"])
        #expect(refused.contains("currently protected against deletion"))
        try await desk.call("UpdateTable", ["TableName": "tab", "DeletionProtectionEnabled": false])
        try await desk.call("DeleteTable", ["TableName": "tab"])
    }

    private static let indexes: JSONObject = [
        "AttributeDefinitions": [
            ["AttributeName": "id", "AttributeType": "S"], ["AttributeName": "pos", "AttributeType": "N"],
            ["AttributeName": "kind", "AttributeType": "S"],
        ],
        "GlobalSecondaryIndexes": [
            [
                "IndexName": "by-kind", "KeySchema": [["AttributeName": "kind", "KeyType": "HASH"]],
                "Projection": ["ProjectionType": "KEYS_ONLY"],
            ]
        ],
        "LocalSecondaryIndexes": [
            [
                "IndexName": "local",
                "KeySchema": [
                    ["AttributeName": "id", "KeyType": "HASH"], ["AttributeName": "kind", "KeyType": "RANGE"],
                ],
                "Projection": ["ProjectionType": "INCLUDE", "NonKeyAttributes": ["extra"]],
            ]
        ],
    ]

    /// What is changed of a sound call, and what DynamoDB says of that.
    @Test(arguments: [
        (#"{"TableName":"ab"}"#, "Member must have length greater than or equal to 3"),
        (#"{"TableName":"a b c"}"#, "regular expression pattern: [a-zA-Z0-9_.-]+"),
        (#"{"TableName":null}"#, "Value null at 'tableName' failed to satisfy constraint: Member must not be null"),
        (
            #"{"AttributeDefinitions":[]}"#,
            "Some index key attributes are not defined in AttributeDefinitions. Keys: [id]"
        ),
        (
            #"""
            {"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"x",
            "AttributeType":"S"}]}
            """#,
            "Number of attributes in KeySchema does not exactly match number of attributes defined"
        ),
        (
            #"{"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"BOOL"}]}"#,
            "Value 'BOOL' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: "
                + "Member must satisfy enum value set: [S, N, B]"
        ),
        (
            #"{"KeySchema":[{"AttributeName":"id","KeyType":"RANGE"}]}"#,
            "The first KeySchemaElement is not a HASH key type"
        ),
        (
            #"{"KeySchema":[{"AttributeName":"id","KeyType":"HASH"},{"AttributeName":"id","KeyType":"RANGE"}]}"#,
            "Both the Hash Key and the Range Key element in the KeySchema have the same name"
        ),
        (#"{"BillingMode":"PROVISIONED"}"#, "must both be specified when BillingMode is PROVISIONED"),
        (#"{"BillingMode":null}"#, "must both be specified when BillingMode is PROVISIONED"),
        (
            #"{"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}"#,
            "can be specified when BillingMode is PAY_PER_REQUEST"
        ),
        (
            #"{"BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":0,"WriteCapacityUnits":1}}"#,
            "'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: "
                + "Member must have value greater than or equal to 1"
        ),
        (
            #"""
            {"LocalSecondaryIndexes":[{"IndexName":"loc","KeySchema":[{"AttributeName":"id",
            "KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]}
            """#,
            "Table KeySchema does not have a range key"
        ),
        (
            #"""
            {"GlobalSecondaryIndexes":[{"IndexName":"glo","KeySchema":[{"AttributeName":"id",
            "KeyType":"HASH"}],"Projection":{"ProjectionType":"INCLUDE"}}]}
            """#,
            "ProjectionType is INCLUDE, but NonKeyAttributes is not specified"
        ),
        (#"{"GlobalSecondaryIndexes":[]}"#, "List of GlobalSecondaryIndexes is empty"),
        (
            #"{"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}}"#,
            "NotImplemented: The parameter StreamSpecification"
        ),
        (#"{"OnDemandThroughput":{}}"#, "NotImplemented: The parameter OnDemandThroughput"),
    ])
    func `a table that cannot be is refused in DynamoDB's words`(_ change: String, _ words: String) async throws {
        let desk = try TableDesk()
        var call: JSONObject = [
            "TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [["AttributeName": "id", "AttributeType": "S"]],
            "KeySchema": [["AttributeName": "id", "KeyType": "HASH"]],
        ]
        for member in try JSONValue.text(change).object?.members ?? [] { call[member.key] = member.value }
        let outcome = try await desk.outcome("CreateTable", .object(call))
        #expect(outcome.contains(words))
    }

    @Test func `a table is made once`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        let failure = await #expect(throws: (any Error).self) { try await desk.makeTable() }
        #expect("\(failure as Any)".contains("ResourceInUseException"))
    }

    /// A change names the attributes of what it adds, and may name those that are there.
    @Test(arguments: [["id", "kind"], ["kind"]])
    func `an index that is added has what was there, and goes again`(_ named: [String]) async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        try await desk.put(["id": ["S": "1"], "kind": ["S": "a"]])
        try await desk.put(["id": ["S": "2"], "kind": ["N": "7"]])
        try await desk.put(["id": ["S": "3"]])
        let create: JSONValue = [
            "TableName": "tab",
            "AttributeDefinitions": .array(
                named.map { ["AttributeName": .string($0), "AttributeType": "S"] }
            ),
            "GlobalSecondaryIndexUpdates": [
                [
                    "Create": [
                        "IndexName": "by-kind", "KeySchema": [["AttributeName": "kind", "KeyType": "HASH"]],
                        "Projection": ["ProjectionType": "ALL"],
                    ]
                ]
            ],
        ]
        try await desk.call("UpdateTable", create)
        let found = try await desk.call("Scan", ["TableName": "tab", "IndexName": "by-kind"])
        #expect(found["Items"] == [["id": ["S": "1"], "kind": ["S": "a"]]])
        let delete: JSONValue = [
            "TableName": "tab", "GlobalSecondaryIndexUpdates": [["Delete": ["IndexName": "by-kind"]]],
        ]
        let left = try await desk.call("UpdateTable", delete)["TableDescription"]
        #expect(left?["GlobalSecondaryIndexes"] == nil)
        #expect(left?["AttributeDefinitions"]?.array?.count == 1)
        let gone = try await desk.outcome("Scan", ["TableName": "tab", "IndexName": "by-kind"])
        #expect(gone == "ValidationException: The table does not have the specified index: by-kind")
    }

    @Test(arguments: ["ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction", "DescribeStream", "Nonsense"])
    func `an operation that is not emulated says so`(_ operation: String) async throws {
        #expect(try await TableDesk().outcome(operation, [:]).hasPrefix("NotImplemented: The operation \(operation)"))
    }

    @Test(arguments: [
        ("PutItem", "Expected"), ("PutItem", "ConditionalOperator"), ("UpdateItem", "AttributeUpdates"),
        ("DeleteItem", "Expected"), ("GetItem", "AttributesToGet"), ("Query", "KeyConditions"),
        ("Query", "QueryFilter"),
        ("Scan", "ScanFilter"), ("Scan", "AttributesToGet"), ("PutItem", "SomethingNew"),
    ])
    func `a legacy or unknown parameter is refused by its name`(_ operation: String, _ name: String) async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        var call: JSONObject = ["TableName": "tab"]
        switch operation {
        case "PutItem": call["Item"] = ["id": ["S": "1"]]
        case "GetItem", "UpdateItem", "DeleteItem": call["Key"] = ["id": ["S": "1"]]
        default: break
        }
        call[name] = [:]
        let outcome = try await desk.outcome(operation, .object(call))
        #expect(outcome.hasPrefix("NotImplemented: The parameter \(name) is not emulated"))
    }

    @Test(arguments: [
        ("GetItem", #"{"TableName":"tab","Key":{"id":{"S":"1"}}}"#, "dynamodb:GetItem on resource: ARN"),
        ("PutItem", #"{"TableName":"tab","Item":{"id":{"S":"1"}}}"#, "dynamodb:PutItem on resource: ARN"),
        ("Scan", #"{"TableName":"tab","IndexName":"i"}"#, "dynamodb:Scan on resource: ARN/index/i"),
        ("DescribeTable", #"{"TableName":"tab"}"#, "dynamodb:DescribeTable on resource: ARN"),
        (
            "TransactWriteItems",
            #"{"TransactItems":[{"Delete":{"TableName":"tab","Key":{"id":{"S":"1"}}}}]}"#,
            "dynamodb:DeleteItem on resource: ARN"
        ),
        (
            "BatchGetItem",
            #"{"RequestItems":{"tab":{"Keys":[{"id":{"S":"1"}}]}}}"#,
            "dynamodb:BatchGetItem on resource: ARN"
        ),
    ])
    func `what a role does not allow is refused by its name`(
        _ operation: String,
        _ call: String,
        _ words: String
    ) async throws {
        let outcome = try await TableDesk(permissions: NothingAllowed()).outcome(operation, .text(call))
        let name = words.split(separator: "ARN", omittingEmptySubsequences: false)
            .joined(separator: "arn:aws:dynamodb:us-east-1:000000000000:table/tab")
        #expect(outcome.hasPrefix("AccessDeniedException: "))
        #expect(outcome.contains("perform: \(name) "))
    }
}
