import AWSClient
import HTTP
import JSON
import Testing

/// Items put, read, updated and deleted one by one.
struct ItemTests {
    @Test func `a condition that fails tells the item where that was asked for`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        let item: Item = ["id": .string("1"), "set": .stringSet(["a"])]
        let once = Expressions(
            conditionExpression: "attribute_not_exists(id)",
            returnValuesOnConditionCheckFailure: .allOld
        )
        let put = PutItem(Put(tableName: "tab", item: item, once), isIdempotent: false)
        _ = try await desk.dynamo.call(put)
        let failure = await #expect(throws: CallFailure.self) { try await desk.dynamo.call(put) }
        #expect(try failure?.refusal() == .conditionalCheckFailed(item: item))
        let silent = Delete(
            tableName: "tab",
            key: ["id": .string("1")],
            Expressions(conditionExpression: "attribute_exists(nix)")
        )
        let other = await #expect(throws: CallFailure.self) {
            try await desk.dynamo.call(DeleteItem(silent, isIdempotent: false))
        }
        #expect(try other?.refusal() == .conditionalCheckFailed(item: nil))
    }

    @Test func `a union with a set answers the item that came of it`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        for engine in ["b", "a", "b"] {
            let expressions = Expressions(
                expressionAttributeNames: ["#f": "finished"],
                expressionAttributeValues: [":e": .stringSet([engine])]
            )
            let update = Update(tableName: "tab", key: ["id": .string("1")], updateExpression: "ADD #f :e", expressions)
            let output = try await desk.dynamo.call(UpdateItem(update, returnValues: .allNew, isIdempotent: true))
            guard case .stringSet(let set)? = output.attributes?["finished"] else {
                Issue.record("no set: \(output)")
                continue
            }
            #expect(set.contains(engine))
            #expect(Set(set).count == set.count)
        }
        let get = GetItem(Get(tableName: "tab", key: ["id": .string("1")]), consistentRead: true)
        guard case .stringSet(let all)? = try await desk.dynamo.call(get).item?["finished"] else {
            Issue.record("no set")
            return
        }
        #expect(all.sorted() == ["a", "b"])
    }

    @Test(arguments: ["PutItem", "DeleteItem"])
    func `what was there before is answered where that was asked for`(_ operation: String) async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        try await desk.put(["id": ["S": "1"], "old": ["N": "1.50"]])
        var call: JSONObject = ["TableName": "tab", "ReturnValues": "ALL_OLD"]
        call[operation == "PutItem" ? "Item" : "Key"] = ["id": ["S": "1"]]
        let before: JSONValue = ["Attributes": ["id": ["S": "1"], "old": ["N": "1.5"]]]
        #expect(try await desk.call(operation, .object(call)) == before)
        call["ReturnValues"] = "ALL_NEW"
        let refused = try await desk.outcome(operation, .object(call))
        #expect(refused == "ValidationException: Return values set to invalid value")
    }

    @Test func `an answer has a sum, by which our client would tell that it was damaged`() async throws {
        let answer = try await TableDesk().answer("ListTables", [:])
        // As zlib's crc32 has it.
        #expect(String(decoding: answer.body, as: UTF8.self) == #"{"TableNames":[]}"#)
        #expect(answer.head.headers["x-amz-crc32"] == "1315925753")
        #expect(answer.head.headers["Content-Type"] == "application/x-amz-json-1.0")
    }

    @Test func `an item that is not there is no failure`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        let key: JSONValue = ["TableName": "tab", "Key": ["id": ["S": "none"]]]
        #expect(try await desk.call("GetItem", key) == [:])
        #expect(try await desk.call("DeleteItem", key) == [:])
    }

    @Test(arguments: [
        ("id, n", #"{"id":{"S":"1"},"n":{"N":"1"}}"#), ("m.a", #"{"m":{"M":{"a":{"N":"1"}}}}"#),
        ("m.a, m.b.c", #"{"m":{"M":{"a":{"N":"1"},"b":{"M":{"c":{"N":"2"}}}}}}"#),
        ("l[0], l[2]", #"{"l":{"L":[{"N":"0"},{"N":"2"}]}}"#), ("l[2], l[0]", #"{"l":{"L":[{"N":"0"},{"N":"2"}]}}"#),
        ("l[7], nothing, m.x", "{}"), ("#x", #"{"n":{"N":"1"}}"#),
    ])
    func `a projection shows what it names`(_ projection: String, _ shown: String) async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        try await desk.put(
            .text(
                #"""
                {"id":{"S":"1"},"n":{"N":"1"},"m":{"M":{"a":{"N":"1"},"b":{"M":{"c":{"N":"2"},
                "d":{"N":"3"}}}}},"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"}]}}
                """#
            )
        )
        var call: JSONObject = [
            "TableName": "tab", "Key": ["id": ["S": "1"]], "ProjectionExpression": .string(projection),
        ]
        if projection == "#x" { call["ExpressionAttributeNames"] = ["#x": "n"] }
        #expect(try await desk.call("GetItem", .object(call))["Item"]?.text == shown)
    }

    /// An item that is not let in, and why.
    @Test(arguments: [
        (#"{}"#, "One or more parameter values were invalid: Missing the key id in the item"),
        (
            #"{"id":{"N":"1"}}"#,
            "One or more parameter values were invalid: Type mismatch for key id expected: S actual: N"
        ),
        (
            #"{"id":{"S":""}}"#,
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
                + "empty string value. Key: id"
        ),
        (#"{"id":{"S":"1"},"n":{"N":"one"}}"#, "The parameter cannot be converted to a numeric value: one"),
        (#"{"id":{"S":"1"},"n":{"N":""}}"#, "The parameter cannot be converted to a numeric value"),
        (
            #"{"id":{"S":"1"},"n":{"N":"1e200"}}"#,
            "Number overflow. Attempting to store a number with magnitude larger than supported range"
        ),
        (
            #"{"id":{"S":"1"},"n":{"N":"1.23456789012345678901234567890123456789"}}"#,
            "Attempting to store more than 38 significant digits in a Number"
        ),
        (
            #"{"id":{"S":"1"},"s":{"SS":[]}}"#,
            "One or more parameter values were invalid: An string set  may not be empty"
        ),
        (
            #"{"id":{"S":"1"},"s":{"NS":[]}}"#,
            "One or more parameter values were invalid: An number set  may not be empty"
        ),
        (
            #"{"id":{"S":"1"},"s":{"BS":[]}}"#,
            "One or more parameter values were invalid: Binary sets should not be empty"
        ),
        (
            #"{"id":{"S":"1"},"s":{"SS":["a","a"]}}"#,
            "One or more parameter values were invalid: Input collection [a, a] contains duplicates."
        ),
        (#"{"id":{"S":"1"},"s":{"NS":["1","1.0"]}}"#, "Input collection contains duplicates"),
        (
            #"{"id":{"S":"1"},"s":{"S":"a","N":"1"}}"#,
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported "
                + "datatypes"
        ),
        (
            #"{"id":{"S":"1"},"s":{}}"#,
            "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
        ),
        (
            #"{"id":{"S":"1"},"s":{"NULL":false}}"#,
            "One or more parameter values were invalid: Null attribute value types must have the value of true"
        ),
    ])
    func `an item that cannot be is refused in DynamoDB's words`(_ item: String, _ words: String) async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        let outcome = try await desk.outcome("PutItem", ["TableName": "tab", "Item": .text(item)])
        #expect(outcome == "ValidationException: \(words)")
    }

    @Test(arguments: [#"{"id":{"S":1}}"#, #"{"id":{"B":"?"}}"#, #"{"id":"1"}"#, #"[]"#, #"{"id":{"L":{}}}"#])
    func `what is no item at all cannot be read`(_ item: String) async throws {
        let desk = try TableDesk()
        let outcome = try await desk.outcome("PutItem", ["TableName": "tab", "Item": .text(item)])
        #expect(outcome.hasPrefix("SerializationException: "))
    }

    @Test func `values that are empty are kept, but for keys and sets`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        let item = try JSONValue.text(
            #"{"b":{"B":""},"id":{"S":"1"},"l":{"L":[]},"m":{"M":{}},"s":{"S":""},"t":{"L":[{"S":""}]}}"#
        )
        try await desk.put(item)
        #expect(try await desk.call("GetItem", ["TableName": "tab", "Key": ["id": ["S": "1"]]])["Item"] == item)
    }

    @Test(arguments: [("GetItem", "Key"), ("DeleteItem", "Key"), ("UpdateItem", "Key")])
    func `a key that is not the table's is refused`(_ operation: String, _ field: String) async throws {
        let desk = try TableDesk()
        try await desk.makeTable(range: "N")
        for key in [
            #"{"id":{"S":"1"}}"#, #"{"id":{"S":"1"},"pos":{"S":"1"}}"#,
            #"{"id":{"S":"1"},"pos":{"N":"1"},"x":{"N":"1"}}"#,
        ] {
            let outcome = try await desk.outcome(operation, ["TableName": "tab", "Key": .text(key)])
            #expect(outcome == "ValidationException: The provided key element does not match the schema")
        }
    }

    @Test func `an item is at most 400 KB, its names counted`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        let most = 400 * 1_024 - "id".count - 1 - "text".count
        let text = String(repeating: "x", count: most)
        try await desk.put(["id": ["S": "1"], "text": ["S": .string(text)]])
        let more: JSONValue = ["TableName": "tab", "Item": ["id": ["S": "1"], "text": ["S": .string(text + "x")]]]
        #expect(
            try await desk.outcome("PutItem", more)
                == "ValidationException: Item size has exceeded the maximum allowed size"
        )
        let update: JSONValue = [
            "TableName": "tab", "Key": ["id": ["S": "1"]], "UpdateExpression": "SET a = :a",
            "ExpressionAttributeValues": [":a": ["S": "a"]],
        ]
        let outcome = try await desk.outcome("UpdateItem", update)
        #expect(outcome == "ValidationException: Item size to update has exceeded the maximum allowed size")
        let long: JSONValue = ["id": ["S": .string(String(repeating: "k", count: 2_049))]]
        #expect(
            try await desk.outcome("PutItem", ["TableName": "tab", "Item": long]).contains(
                "Size of hashkey has exceeded"
            )
        )
    }

    @Test func `values lie at most 32 deep`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        func nested(_ depth: Int) -> JSONValue {
            (0..<depth).reduce(["N": "1"]) { inner, level in
                level.isMultiple(of: 2) ? ["L": [inner]] : ["M": ["a": inner]]
            }
        }
        try await desk.put(["id": ["S": "1"], "deep": nested(32)])
        let deeper: JSONValue = ["TableName": "tab", "Item": ["id": ["S": "1"], "deep": nested(33)]]
        let refused = "ValidationException: Nesting Levels have exceeded supported limits"
        #expect(try await desk.outcome("PutItem", deeper) == refused)
        let update: JSONValue = [
            "TableName": "tab", "Key": ["id": ["S": "1"]], "UpdateExpression": "SET a = :a, b = :b",
            "ExpressionAttributeValues": [":a": nested(32), ":b": nested(33)],
        ]
        #expect(try await desk.outcome("UpdateItem", update) == refused)
        let list = ["SET a = :a", "SET a[0] = :a"]
        for expression in list {
            let call: JSONValue = [
                "TableName": "tab", "Key": ["id": ["S": "2"]], "UpdateExpression": .string(expression),
                "ExpressionAttributeValues": [":a": nested(32)],
            ]
            let outcome = try await desk.outcome("UpdateItem", call)
            #expect(outcome == (expression == list[0] ? "{}" : refused))
            let back: JSONValue = [
                "TableName": "tab", "Key": ["id": ["S": "2"]], "UpdateExpression": "SET a = :a",
                "ExpressionAttributeValues": [":a": ["L": []]],
            ]
            try await desk.call("UpdateItem", back)
        }
    }

    @Test(arguments: [
        (
            ##"{"ExpressionAttributeNames":{"#a":"a"}}"##,
            "ExpressionAttributeNames can only be specified when using expressions"
        ),
        (
            #"{"ExpressionAttributeValues":{":a":{"S":"a"}}}"#,
            "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null"
        ),
        (
            ##"{"ConditionExpression":"attribute_not_exists(a)","ExpressionAttributeNames":{"#a":"a","#b":"b"}}"##,
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b}"
        ),
        (
            #"{"ConditionExpression":"attribute_not_exists(a)","ExpressionAttributeValues":{":a":{"S":"a"}}}"#,
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:a}"
        ),
        (
            #"{"ConditionExpression":"a = :a","ExpressionAttributeValues":{}}"#,
            "ExpressionAttributeValues must not be empty"
        ),
        (
            #"{"ConditionExpression":"a = :a","ExpressionAttributeValues":{"a":{"S":"a"}}}"#,
            #"ExpressionAttributeValues contains invalid key: Syntax error; key: "a""#
        ),
        (
            #"{"ConditionExpression":"a = :a","ExpressionAttributeValues":{":a":{"N":"a"}}}"#,
            "The parameter cannot be converted to a numeric value: a"
        ),
        (
            #"{"ReturnValues":"SOME"}"#,
            "1 validation error detected: Value 'SOME' at 'returnValues' failed to satisfy constraint: "
                + "Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]"
        ),
    ])
    func `names and values that nothing uses are refused`(_ more: String, _ words: String) async throws {
        let desk = try TableDesk()
        try await desk.makeTable()
        var call: JSONObject = ["TableName": "tab", "Item": ["id": ["S": "1"]]]
        for member in try JSONValue.text(more).object?.members ?? [] { call[member.key] = member.value }
        #expect(try await desk.outcome("PutItem", .object(call)) == "ValidationException: \(words)")
    }
}
