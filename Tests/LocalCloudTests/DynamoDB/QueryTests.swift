import AWSClient
import JSON
import Testing

/// Items of a partition in order, and all of a table.
struct QueryTests {
    /// What a query finds of the numbers that a partition has as second keys.
    @Test(arguments: [
        ("id = :id", "-10 -1.5 0 0.5 1 2 9 10 11 100"), (":id = id", "-10 -1.5 0 0.5 1 2 9 10 11 100"),
        ("id = :id AND pos = :2", "2"), ("id = :id AND pos < :2", "-10 -1.5 0 0.5 1"),
        ("id = :id AND pos <= :2", "-10 -1.5 0 0.5 1 2"), ("id = :id AND pos > :2", "9 10 11 100"),
        ("pos >= :2 AND id = :id", "2 9 10 11 100"), ("id = :id AND :2 > pos", "-10 -1.5 0 0.5 1"),
        ("id = :id AND pos BETWEEN :m AND :2", "-1.5 0 0.5 1 2"), ("(id = :id) AND (pos = :2)", "2"),
        ("id = :none", ""), ("id = :id AND pos > :big", ""),
    ])
    func `a key condition finds its items in order`(_ condition: String, _ found: String) async throws {
        let desk = try TableDesk()
        try await desk.makeTable(range: "N")
        for number in ["9", "-1.5", "100", "0.5", "-10", "2", "11", "1", "10", "0"] {
            try await desk.put(["id": ["S": "a"], "pos": ["N": .string(number)]])
            try await desk.put(["id": ["S": "ab"], "pos": ["N": .string(number)]])
        }
        let values: JSONObject = [
            ":id": ["S": "a"], ":2": ["N": "2.0"], ":m": ["N": "-1.5"], ":none": ["S": "none"], ":big": ["N": "1e3"],
        ]
        let wanted = found.split(separator: " ").map(String.init)
        #expect(try await Self.query(desk, condition, values, "N") == wanted)
        #expect(try await Self.query(desk, condition, values, "N", ["ScanIndexForward": false]) == wanted.reversed())
        // In pages of every size.
        for limit in 1...3 {
            #expect(try await Self.query(desk, condition, values, "N", ["Limit": .integer(limit)]) == wanted)
            let backward: JSONObject = ["Limit": .integer(limit), "ScanIndexForward": false]
            #expect(try await Self.query(desk, condition, values, "N", backward) == wanted.reversed())
        }
    }

    @Test(arguments: [
        ("begins_with(pos, :b)", "b b\u{0} b\u{0}\u{1} ba bz b\u{10FFFF}"),
        ("pos > :b", "b\u{0} b\u{0}\u{1} ba bz b\u{10FFFF} c é"),
        ("pos <= :b", "a ab b"), ("pos = :b", "b"), ("pos BETWEEN :a AND :b", "a ab b"),
        ("pos < :z", "a ab b b\u{0} b\u{0}\u{1} ba bz b\u{10FFFF} c"),
    ])
    func `texts have the order of their bytes`(_ condition: String, _ found: String) async throws {
        let desk = try TableDesk()
        try await desk.makeTable(range: "S")
        for text in ["é", "bz", "b\u{0}", "c", "a", "ab", "b", "b\u{10FFFF}", "ba", "b\u{0}\u{1}"] {
            try await desk.put(["id": ["S": "a"], "pos": ["S": .string(text)]])
        }
        let values: JSONObject = [":id": ["S": "a"], ":a": ["S": "a"], ":b": ["S": "b"], ":z": ["S": "z"]]
        let wanted = found.split(separator: " ").map(String.init)
        #expect(try await Self.query(desk, "id = :id AND \(condition)", values, "S") == wanted)
    }

    @Test(arguments: [
        ("pos = :2", "Query condition missed key schema element: id"),
        ("id = :id AND x = :2", "Query condition missed key schema element: pos"),
        ("id > :id", "Query key condition not supported"),
        ("id = :id OR pos = :2", "Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: OR"),
        ("id <> :id", "Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: <>"),
        ("NOT id = :id", "Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: NOT"),
        (
            "id = :id AND attribute_exists(pos)",
            "Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: attribute_exists"
        ),
        (
            "id = :id AND pos = :2 AND pos > :2",
            "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key"
        ),
        (
            "id = :id AND pos.x = :2",
            "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes"
        ),
        (
            "id = :2",
            "One or more parameter values were invalid: Condition parameter type does not match schema type"
        ),
    ])
    func `a key condition is refused in DynamoDB's words`(_ condition: String, _ words: String) async throws {
        let desk = try TableDesk()
        try await desk.makeTable(range: "N")
        let values: JSONObject = [":id": ["S": "a"], ":2": ["N": "2"]]
        let outcome = try await desk.outcome("Query", Self.call(condition, values))
        #expect(outcome == "ValidationException: \(words)")
    }

    @Test(arguments: [
        (
            #"{"FilterExpression":"pos > :2"}"#,
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: pos"
        ),
        (#"{"Limit":0}"#, "Member must have value greater than or equal to 1"),
        (#"{"Select":"ALL_PROJECTED_ATTRIBUTES"}"#, "can be used only when Querying using an IndexName"),
        (#"{"Select":"SPECIFIC_ATTRIBUTES"}"#, "Must specify the AttributesToGet or ProjectionExpression"),
        (
            #"{"Select":"COUNT","ProjectionExpression":"id"}"#,
            "Cannot specify the ProjectionExpression when choosing to get only the Count"
        ),
        (#"{"IndexName":"none"}"#, "The table does not have the specified index: none"),
        (
            #"{"IndexName":"by-kind","ConsistentRead":true}"#,
            "Consistent reads are not supported on global secondary indexes"
        ),
        (#"{"ExclusiveStartKey":{"id":{"S":"a"}}}"#, "The provided starting key is invalid"),
        (
            #"{"ExclusiveStartKey":{"id":{"S":"b"},"pos":{"N":"1"}}}"#,
            "The provided starting key is outside query boundaries"
        ),
        (#"{"KeyConditionExpression":null}"#, "must be specified in the request"),
    ])
    func `a query that cannot be made is refused`(_ more: String, _ words: String) async throws {
        let desk = try TableDesk()
        try await desk.makeTable(range: "N", Self.index(["ProjectionType": "ALL"], on: "id"))
        var call = Self.call("id = :id AND pos > :2", [":id": ["S": "a"], ":2": ["N": "2"]]).object ?? [:]
        if more.contains("by-kind") || more.contains("null") {
            call["KeyConditionExpression"] = "id = :id"
            call["ExpressionAttributeValues"] = [":id": ["S": "a"]]
        }
        for member in try JSONValue.text(more).object?.members ?? [] { call[member.key] = member.value }
        #expect(try await desk.outcome("Query", .object(call)).contains(words))
    }

    @Test func `a filter counts what it looked at, and what it let pass`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable(range: "N")
        for number in 1...10 {
            try await desk.put(["id": ["S": "a"], "pos": ["N": "\(number)"], "v": ["N": "\(number)"]])
        }
        var call = Self.call("id = :id", [":id": ["S": "a"], ":v": ["N": "4"]]).object ?? [:]
        call["FilterExpression"] = "v > :v"
        call["Limit"] = 5
        call["Select"] = "COUNT"
        let page = try await desk.call("Query", .object(call))
        #expect(page == ["Count": 1, "ScannedCount": 5, "LastEvaluatedKey": ["id": ["S": "a"], "pos": ["N": "5"]]])
    }

    @Test func `a page ends at 1 MB, and tells where`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable(range: "N")
        let text = String(repeating: "x", count: 100_000)
        for number in 0..<25 {
            try await desk.put(["id": ["S": "a"], "pos": ["N": "\(number)"], "v": ["S": .string(text)]])
        }
        var call = Self.call("id = :id", [":id": ["S": "a"]]).object ?? [:]
        var pages: [Int] = []
        var last: JSONValue?
        repeat {
            call["ExclusiveStartKey"] = last
            let page = try await desk.call("Query", .object(call))
            pages.append(page["Count"]?.int ?? -1)
            last = page["LastEvaluatedKey"]
        } while last != nil
        #expect(pages == [11, 11, 3])
    }

    @Test(arguments: [1, 2, 3, 7, 64]) func `the segments of a scan are all of it, and nothing twice`(_ total: Int)
        async throws
    {
        let desk = try TableDesk()
        try await desk.makeTable()
        for number in 0..<200 { try await desk.put(["id": ["S": "item \(number)"]]) }
        var found: [String] = []
        for segment in 0..<total {
            var last: JSONValue?
            repeat {
                var call: JSONObject = [
                    "TableName": "tab", "Segment": .integer(segment), "TotalSegments": .integer(total), "Limit": 17,
                ]
                call["ExclusiveStartKey"] = last
                let page = try await desk.call("Scan", .object(call))
                found += (page["Items"]?.array ?? []).compactMap { $0["id"]?["S"]?.string }
                last = page["LastEvaluatedKey"]
            } while last != nil
        }
        #expect(found.count == 200)
        #expect(Set(found).count == 200)
        let refused = try await desk.outcome("Scan", ["TableName": "tab", "Segment": 2, "TotalSegments": 2])
        #expect(refused.contains("Segment: 2 is not less than TotalSegments: 2"))
    }

    @Test(arguments: [
        (
            #"{"ProjectionType":"ALL"}"#,
            #"{"extra":{"S":"e"},"id":{"S":"a"},"kind":{"S":"k"},"pos":{"N":"1"},"v":{"N":"1"}}"#
        ),
        (#"{"ProjectionType":"KEYS_ONLY"}"#, #"{"id":{"S":"a"},"kind":{"S":"k"},"pos":{"N":"1"}}"#),
        (
            #"{"ProjectionType":"INCLUDE","NonKeyAttributes":["extra"]}"#,
            #"{"extra":{"S":"e"},"id":{"S":"a"},"kind":{"S":"k"},"pos":{"N":"1"}}"#
        ),
    ])
    func `an index holds what it projects, of those that have its key`(_ projection: String, _ shown: String)
        async throws
    {
        let desk = try TableDesk()
        try await desk.makeTable(range: "N", Self.index(try .text(projection)))
        try await desk.put([
            "id": ["S": "a"], "pos": ["N": "1"], "kind": ["S": "k"], "v": ["N": "1"], "extra": ["S": "e"],
        ])
        try await desk.put(["id": ["S": "b"], "pos": ["N": "1"], "v": ["N": "1"]])
        var call = Self.call("kind = :k", [":k": ["S": "k"]]).object ?? [:]
        call["IndexName"] = "by-kind"
        let found = try await desk.call("Query", .object(call))
        #expect(found["Items"]?.array?.map(\.text) == [shown])
        // It follows what becomes of the item.
        try await desk.put(["id": ["S": "a"], "pos": ["N": "1"], "kind": ["S": "other"]])
        #expect(try await desk.call("Query", .object(call))["Count"] == 0)
        let remove: JSONValue = [
            "TableName": "tab", "Key": ["id": ["S": "a"], "pos": ["N": "1"]], "UpdateExpression": "REMOVE kind",
        ]
        try await desk.call("UpdateItem", remove)
        #expect(try await desk.call("Scan", ["TableName": "tab", "IndexName": "by-kind"])["Count"] == 0)
        let wrong: JSONValue = ["TableName": "tab", "Item": ["id": ["S": "a"], "pos": ["N": "1"], "kind": ["N": "1"]]]
        #expect(
            try await desk.outcome("PutItem", wrong).contains(
                "Type mismatch for Index Key kind Expected: S Actual: N IndexName: by-kind"
            )
        )
        let empty: JSONValue = ["TableName": "tab", "Item": ["id": ["S": "a"], "pos": ["N": "1"], "kind": ["S": ""]]]
        #expect(try await desk.outcome("PutItem", empty).contains("IndexName: by-kind, IndexKey: kind"))
    }

    @Test func `items that share the key of an index are paged through one by one`() async throws {
        let desk = try TableDesk()
        try await desk.makeTable(range: "N", Self.index(["ProjectionType": "KEYS_ONLY"]))
        for number in 0..<20 {
            try await desk.put(["id": ["S": "\(number % 3)"], "pos": ["N": "\(number)"], "kind": ["S": "k"]])
        }
        for (forward, limit) in [(true, 1), (true, 6), (false, 7)] {
            let more: JSONObject = [
                "IndexName": "by-kind", "Limit": .integer(limit), "ScanIndexForward": .bool(forward),
            ]
            let found = try await Self.query(desk, "kind = :k", [":k": ["S": "k"]], "N", more)
            #expect(found.count == 20)
            #expect(Set(found).count == 20)
        }
    }

    @Test func `a local index fetches from its table what it lacks, and a global one does not`() async throws {
        let desk = try TableDesk()
        let local: JSONObject = [
            "AttributeDefinitions": [
                ["AttributeName": "id", "AttributeType": "S"], ["AttributeName": "pos", "AttributeType": "N"],
                ["AttributeName": "kind", "AttributeType": "S"],
            ],
            "LocalSecondaryIndexes": [
                [
                    "IndexName": "local", "Projection": ["ProjectionType": "KEYS_ONLY"],
                    "KeySchema": [
                        ["AttributeName": "id", "KeyType": "HASH"], ["AttributeName": "kind", "KeyType": "RANGE"],
                    ],
                ]
            ],
        ]
        try await desk.makeTable(range: "N", local)
        try await desk.put(["id": ["S": "a"], "pos": ["N": "1"], "kind": ["S": "k"], "v": ["N": "1"]])
        var call = Self.call("id = :id AND kind = :k", [":id": ["S": "a"], ":k": ["S": "k"]]).object ?? [:]
        call["IndexName"] = "local"
        call["ConsistentRead"] = true
        #expect(try await desk.call("Query", .object(call))["Items"]?[0]?["v"] == nil)
        call["Select"] = "ALL_ATTRIBUTES"
        #expect(try await desk.call("Query", .object(call))["Items"]?[0]?["v"] == ["N": "1"])
        call["Select"] = nil
        call["ProjectionExpression"] = "v"
        #expect(try await desk.call("Query", .object(call))["Items"] == [["v": ["N": "1"]]])

        try await desk.makeTable("global", range: "N", Self.index(["ProjectionType": "KEYS_ONLY"]))
        let scan: JSONValue = ["TableName": "global", "IndexName": "by-kind", "ProjectionExpression": "v"]
        #expect(try await desk.outcome("Scan", scan).contains("Global secondary index by-kind does not project [v]"))
        let all: JSONValue = ["TableName": "global", "IndexName": "by-kind", "Select": "ALL_ATTRIBUTES"]
        #expect(try await desk.outcome("Scan", all).contains("because its projection type is not ALL"))
    }

    private static func index(_ projection: JSONValue, on name: String = "kind") -> JSONObject {
        var attributes: [JSONValue] = [
            ["AttributeName": "id", "AttributeType": "S"], ["AttributeName": "pos", "AttributeType": "N"],
        ]
        if name == "kind" { attributes.append(["AttributeName": "kind", "AttributeType": "S"]) }
        return [
            "AttributeDefinitions": .array(attributes),
            "GlobalSecondaryIndexes": [
                [
                    "IndexName": "by-kind", "KeySchema": [["AttributeName": .string(name), "KeyType": "HASH"]],
                    "Projection": projection,
                ]
            ],
        ]
    }

    /// With those of the values that the condition uses.
    private static func call(_ condition: String, _ values: JSONObject) -> JSONValue {
        let words = condition.split { !$0.isLetter && !$0.isNumber && $0 != ":" }.map(String.init)
        let isUsed = { (name: String) in words.contains(name) || name == ":v" }
        return [
            "TableName": "tab", "KeyConditionExpression": .string(condition),
            "ExpressionAttributeValues": .object(JSONObject(unchecked: values.members.filter { isUsed($0.key) })),
        ]
    }

    /// The second keys of what is found, over all pages.
    private static func query(
        _ desk: TableDesk,
        _ condition: String,
        _ values: JSONObject,
        _ type: String,
        _ more: JSONObject = [:]
    ) async throws -> [String] {
        var call = call(condition, values).object ?? [:]
        for member in more.members { call[member.key] = member.value }
        var found: [String] = []
        repeat {
            let page = try await desk.call("Query", .object(call))
            found += (page["Items"]?.array ?? []).compactMap { $0["pos"]?[type]?.string }
            call["ExclusiveStartKey"] = page["LastEvaluatedKey"]
        } while call["ExclusiveStartKey"] != nil
        return found
    }
}
