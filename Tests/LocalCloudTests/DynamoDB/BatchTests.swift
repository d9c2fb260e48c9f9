import AWSClient
import JSON
import TestKit
import Testing
import Time

/// Many items at once: batches, of which each item stands by itself, and transactions, of which none does.
struct BatchTests {
    @Test func `a batch puts, deletes and gets`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        try await desk.makeTable("other")
        try await desk.put(["id": ["S": "gone"]])
        let write = BatchWriteItem(
            requestItems: [
                "tab": [.put(item: ["id": .string("1"), "v": .number("1")]), .delete(key: ["id": .string("gone")])],
                "other": [.put(item: ["id": .string("2")])],
            ],
            isIdempotent: true
        )
        #expect(try await desk.dynamo.call(write).unprocessedItems == [:])
        let get = BatchGetItem(requestItems: [
            "tab": KeysAndAttributes(keys: [["id": .string("gone")], ["id": .string("1")]], projectionExpression: "v"),
            "other": KeysAndAttributes(keys: [["id": .string("2")]]),
        ])
        let answer = try await desk.dynamo.call(get)
        #expect(answer.responses == ["tab": [["v": .number("1")]], "other": [["id": .string("2")]]])
        #expect(answer.unprocessedKeys == [:])
    }

    @Test func `a batch that is too large for one answer leaves keys undone`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        let text = String(repeating: "x", count: 400_000)
        for number in 0..<50 { try await desk.put(["id": ["S": "\(number)"], "t": ["S": .string(text)]]) }
        let keys: [Item] = (0..<50).map { ["id": .string("\($0)")] }
        let first = try await desk.dynamo.call(
            BatchGetItem(requestItems: ["tab": KeysAndAttributes(keys: keys, consistentRead: true)])
        )
        #expect(first.responses?["tab"]?.count == 41)
        #expect(first.unprocessedKeys?["tab"] == KeysAndAttributes(keys: Array(keys[41...]), consistentRead: true))
        let rest = try await desk.dynamo.call(BatchGetItem(requestItems: first.unprocessedKeys ?? [:]))
        #expect(rest.responses?["tab"]?.count == 9)
    }

    @Test(arguments: [
        (
            "BatchGetItem", #"{"RequestItems":{"tab":{"Keys":[{"id":{"S":"1"}},{"id":{"S":"1"}}]}}}"#,
            "Provided list of item keys contains duplicates"
        ),
        ("BatchGetItem", #"{"RequestItems":{}}"#, "Member must have length greater than or equal to 1"),
        (
            "BatchGetItem", #"{"RequestItems":{"none":{"Keys":[{"id":{"S":"1"}}]}}}"#,
            "ResourceNotFoundException: Requested resource not found"
        ),
        (
            "BatchGetItem", #"{"RequestItems":{"tab":{"Keys":[{"id":{"S":"1"}}],"AttributesToGet":["a"]}}}"#,
            "NotImplemented: The parameter requestItems.tab.member.AttributesToGet"
        ),
        (
            "BatchWriteItem",
            #"""
            {"RequestItems":{"tab":[{"PutRequest":{"Item":{"id":{"S":"1"}}}},
            {"DeleteRequest":{"Key":{"id":{"S":"1"}}}}]}}
            """#,
            "Provided list of item keys contains duplicates"
        ),
        (
            "BatchWriteItem", #"{"RequestItems":{"tab":[{"PutRequest":{"Item":{"x":{"S":"1"}}}}]}}"#,
            "Missing the key id in the item"
        ),
        ("BatchWriteItem", #"{"RequestItems":{"tab":[]}}"#, "Member must have length greater than or equal to 1"),
        ("TransactWriteItems", #"{"TransactItems":[]}"#, "Member must have length greater than or equal to 1"),
        (
            "TransactWriteItems",
            #"""
            {"TransactItems":[{"Put":{"TableName":"tab","Item":{"id":{"S":"1"}}}},
            {"Delete":{"TableName":"tab","Key":{"id":{"S":"1"}}}}]}
            """#,
            "Transaction request cannot include multiple operations on one item"
        ),
        (
            "TransactWriteItems", #"{"TransactItems":[{}]}"#,
            "TransactItems can only contain one of Check, Put, Update or Delete"
        ),
        (
            "TransactWriteItems", #"{"TransactItems":[{"ConditionCheck":{"TableName":"tab","Key":{"id":{"S":"1"}}}}]}"#,
            "transactItems.1.member.conditionCheck.conditionExpression' failed to satisfy constraint: "
                + "Member must not be null"
        ),
        (
            "TransactGetItems", #"{"TransactItems":[{"Get":{"TableName":"tab","Key":{"x":{"S":"1"}}}}]}"#,
            "The provided key element does not match the schema"
        ),
    ])
    func `a batch that cannot be made is refused`(_ operation: String, _ call: String, _ words: String) async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        #expect(try await desk.outcome(operation, .text(call)).contains(words))
    }

    @Test func `batches have their sizes`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        let keys: [JSONValue] = (0...100).map { ["id": ["S": "\($0)"]] }
        let get = try await desk.outcome("BatchGetItem", ["RequestItems": ["tab": ["Keys": .array(keys)]]])
        #expect(get == "ValidationException: Too many items requested for the BatchGetItem call")
        let puts: [JSONValue] = keys.prefix(26).map { ["PutRequest": ["Item": $0]] }
        let write = try await desk.outcome("BatchWriteItem", ["RequestItems": ["tab": .array(puts)]])
        #expect(write == "ValidationException: Too many items requested for the BatchWriteItem call")
        let gets: [JSONValue] = keys.map { ["Get": ["TableName": "tab", "Key": $0]] }
        let transaction = try await desk.outcome("TransactGetItems", ["TransactItems": .array(gets)])
        #expect(transaction.contains("Member must have length less than or equal to 100"))
    }

    /// Items of a transaction of which one cannot be done, and what DynamoDB says of each.
    private static let cancelled: [([TransactWriteItem], [String])] = [
        (
            [
                .put(Put(tableName: "tab", item: ["id": .string("new")])),
                .put(Put(tableName: "tab", item: ["id": .string("old")], isNew)),
                .delete(Delete(tableName: "tab", key: ["id": .string("x")])),
            ],
            ["None", "ConditionalCheckFailed", "None"]
        ),
        (
            [
                .update(Update(tableName: "tab", key: ["id": .string("old")], updateExpression: "SET s = s + :1", one)),
                .put(Put(tableName: "tab", item: ["id": .string("new")])),
            ],
            ["ValidationError", "None"]
        ),
    ]

    private static let isNew = Expressions(
        conditionExpression: "attribute_not_exists(id)",
        returnValuesOnConditionCheckFailure: .allOld
    )
    private static let one = Expressions(expressionAttributeValues: [":1": .number("1")])
    private static let old: Item = ["id": .string("old"), "n": .number("1"), "s": .string("s")]

    @Test(arguments: cancelled)
    func `a transaction of which one part cannot be done does nothing, and tells why`(
        _ items: [TransactWriteItem],
        _ codes: [String]
    ) async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        _ = try await desk.dynamo.call(PutItem(Put(tableName: "tab", item: Self.old), isIdempotent: true))
        let call = TransactWriteItems(transactItems: items, clientRequestToken: nil)
        let failure = await #expect(throws: CallFailure.self) { try await desk.dynamo.call(call) }
        guard case .transactionCanceled(let reasons)? = try failure?.refusal() else {
            Issue.record("\(failure as Any)")
            return
        }
        #expect(reasons.map(\.code) == codes)
        #expect(reasons.compactMap(\.item) == (codes.contains("ConditionalCheckFailed") ? [Self.old] : []))
        #expect(failure?.description.contains("specific reasons [\(codes.joined(separator: ", "))]") == true)
        #expect(try await desk.call("Scan", ["TableName": "tab"])["Count"] == 1)
    }

    @Test func `a transaction does all that it says`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        _ = try await desk.dynamo.call(PutItem(Put(tableName: "tab", item: Self.old), isIdempotent: true))
        let isThere = Expressions(conditionExpression: "n = :1", expressionAttributeValues: [":1": .number("1")])
        let call = TransactWriteItems(
            transactItems: [
                .conditionCheck(ConditionCheck(tableName: "tab", key: ["id": .string("old")], isThere)),
                .put(Put(tableName: "tab", item: ["id": .string("new")], Self.isNew)),
                .update(Update(tableName: "tab", key: ["id": .string("n")], updateExpression: "ADD n :1", Self.one)),
            ],
            clientRequestToken: nil
        )
        _ = try await desk.dynamo.call(call)
        let gets = ["n", "none", "new"].map { Get(tableName: "tab", key: ["id": .string($0)]) }
        let found = try await desk.dynamo.call(TransactGetItems(gets)).responses.map(\.item)
        #expect(found == [["id": .string("n"), "n": .number("1")], nil, ["id": .string("new")]])
    }

    @Test func `a transaction with a token is made once in ten minutes`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        func add(_ number: Int, token: String) async throws -> String {
            try await desk.outcome(
                "TransactWriteItems",
                [
                    "ClientRequestToken": .string(token),
                    "TransactItems": [
                        [
                            "Update": [
                                "TableName": "tab", "Key": ["id": ["S": "1"]], "UpdateExpression": "ADD n :n",
                                "ExpressionAttributeValues": [":n": ["N": "\(number)"]],
                            ]
                        ]
                    ],
                ]
            )
        }
        func sum() async throws -> String? {
            try await desk.call("GetItem", ["TableName": "tab", "Key": ["id": ["S": "1"]]])["Item"]?["n"]?["N"]?.string
        }
        for _ in 0..<3 { #expect(try await add(1, token: "one") == "{}") }
        #expect(try await sum() == "1")
        #expect(try await add(2, token: "one").hasPrefix("IdempotentParameterMismatchException"))
        #expect(try await add(2, token: "two") == "{}")
        #expect(try await sum() == "3")
        desk.clock.advance(by: .seconds(600))
        #expect(try await add(1, token: "one") == "{}")
        #expect(try await sum() == "4")
    }
}
