import AWSClient
import Testing

@Suite(.needsMoto) struct WriteTests {
    private let key = ItemTable.key("a", 1)
    private var item: Item { ["p": .string("a"), "n": .number("1"), "text": .string("é 😀")] }
    private let absent = Expressions(
        conditionExpression: "attribute_not_exists(p)",
        returnValuesOnConditionCheckFailure: .allOld
    )

    /// What a write was refused with.
    private func refusal(_ body: () async throws -> Void) async throws -> Refusal? {
        let failure = await #expect(throws: CallFailure.self) { try await body() }
        return try failure?.refusal()
    }

    @Test(arguments: Adapter.allCases)
    func `an item is put, read, and put again over the old one`(_ adapter: Adapter) async throws {
        let table = try await adapter.table()
        #expect(try await table.item(key) == nil)
        #expect(try await table.put(item) == nil)
        #expect(try await table.item(key) == item)
        var newer = item
        newer["text"] = .string("")
        #expect(try await table.put(newer, returning: .allOld) == item)
        #expect(try await table.item(key) == newer)
    }

    @Test(arguments: Adapter.allCases)
    func `only the attributes that are asked for are read`(_ adapter: Adapter) async throws {
        let table = try await adapter.table()
        let map: AttributeValue = .map(["a": .list([.number("1"), .number("2")]), "b": .null])
        try await table.put(["p": .string("a"), "n": .number("1"), "text": .string("x"), "map": map])
        let get = Get(
            tableName: table.name,
            key: key,
            projectionExpression: "#t, #m.a[1]",
            expressionAttributeNames: ["#t": "text", "#m": "map"]
        )
        let part = try await table.call(GetItem(get, returnConsumedCapacity: .total))
        #expect(part.item == ["text": .string("x"), "map": .map(["a": .list([.number("2")])])])
        #expect(part.consumedCapacity?.tableName == table.name)
    }

    @Test(arguments: Adapter.allCases)
    func `a put whose condition fails tells the item that is there`(_ adapter: Adapter) async throws {
        let table = try await adapter.table()
        try await table.put(item, absent)
        let told = try await refusal { try await table.put(item, absent) }
        #expect(told == .conditionalCheckFailed(item: item))
        var quiet = absent
        quiet.returnValuesOnConditionCheckFailure = nil
        #expect(try await refusal { try await table.put(item, quiet) } == .conditionalCheckFailed(item: nil))
    }

    @Test(arguments: Adapter.allCases)
    func `an update whose condition fails changes nothing, and tells the item`(_ adapter: Adapter) async throws {
        let table = try await adapter.table()
        try await table.put(item)
        let expressions = Expressions(
            conditionExpression: "#t = :old",
            expressionAttributeNames: ["#t": "text"],
            expressionAttributeValues: [":old": .string("other"), ":new": .string("new")],
            returnValuesOnConditionCheckFailure: .allOld
        )
        let told = try await refusal { try await table.update(key, "SET #t = :new", expressions) }
        #expect(told == .conditionalCheckFailed(item: item))
        #expect(try await table.item(key) == item)
        // Where there is no item there is none to tell.
        let none = try await refusal { try await table.update(ItemTable.key("b", 1), "SET #t = :new", expressions) }
        #expect(none == .conditionalCheckFailed(item: nil))
        #expect(try await table.item(ItemTable.key("b", 1)) == nil)
    }

    @Test(
        arguments: Adapter.allCases,
        [
            (ReturnValues.none, nil), (.allOld, ["text": .string("é 😀")]), (.updatedOld, ["text": .string("é 😀")]),
            (.allNew, ["text": .string("new"), "count": .number("2")]),
            (.updatedNew, ["text": .string("new"), "count": .number("2")]),
        ] as [(ReturnValues, Item?)]
    )
    func `an update tells what it was asked to`(
        _ adapter: Adapter,
        _ told: (values: ReturnValues, attributes: Item?)
    ) async throws {
        let table = try await adapter.table()
        try await table.put(item)
        let expressions = Expressions(
            expressionAttributeNames: ["#t": "text", "#c": "count"],
            expressionAttributeValues: [":new": .string("new"), ":two": .number("2")]
        )
        let answer = try await table.update(key, "SET #t = :new ADD #c :two", expressions, returning: told.values)
        var expected = told.attributes
        if [.allOld, .allNew].contains(told.values) {
            expected?.attributes.merge(key.attributes) { $1 }
        }
        #expect(answer == expected)
    }

    @Test(arguments: Adapter.allCases)
    func `a set grows by what is new, and an empty set is none`(_ adapter: Adapter) async throws {
        let table = try await adapter.table()
        func change(_ verb: String, _ set: AttributeValue) async throws -> AttributeValue? {
            let expressions = Expressions(
                expressionAttributeNames: ["#s": "set"],
                expressionAttributeValues: [":s": set]
            )
            return try await table.update(key, "\(verb) #s :s", expressions, returning: .allNew)?["set"]
        }
        #expect(try await change("ADD", .stringSet(["b", "a"]))?.elements == ["a", "b"])
        #expect(try await change("ADD", .stringSet(["b", "é"]))?.elements == ["a", "b", "é"])
        #expect(try await change("DELETE", .stringSet(["a", "never there"]))?.elements == ["b", "é"])
        #expect(try await change("DELETE", .stringSet(["b", "é"])) == nil)
        #expect(try await table.item(key)?["set"] == nil)
    }

    @Test(arguments: Adapter.allCases)
    func `many who add to one set at once lose nothing`(_ adapter: Adapter) async throws {
        let table = try await adapter.table()
        let key = key
        let seen = try await atOnce(0..<20) { number in
            let expressions = Expressions(
                expressionAttributeNames: ["#s": "set"],
                expressionAttributeValues: [":s": .stringSet(["\(number)"])]
            )
            return try await table.update(key, "ADD #s :s", expressions, returning: .allNew)?["set"]?.elements.count
        }
        // Each saw the set as it had just made it.
        #expect(seen.compactMap(\.self).sorted() == Array(1...20))
    }

    @Test(arguments: Adapter.allCases)
    func `an item is deleted where its condition holds, and tells what it was`(_ adapter: Adapter) async throws {
        let table = try await adapter.table()
        try await table.put(item)
        let other = Expressions(
            conditionExpression: "#t = :t",
            expressionAttributeNames: ["#t": "text"],
            expressionAttributeValues: [":t": .string("other")],
            returnValuesOnConditionCheckFailure: .allOld
        )
        let told = try await refusal { try await table.delete(key, other) }
        #expect(told == .conditionalCheckFailed(item: item))
        #expect(try await table.delete(key, returning: .allOld) == item)
        #expect(try await table.delete(key, returning: .allOld) == nil)
        #expect(try await table.item(key) == nil)
    }

    @Test(arguments: Adapter.allCases)
    func `what DynamoDB cannot take is refused with its code`(_ adapter: Adapter) async throws {
        let table = try await adapter.table()
        let elsewhere = ItemTable(cloud: table.cloud, name: "nobody-has-made-this")
        let unknown = await #expect(throws: CallFailure.self) { try await elsewhere.put(item) }
        #expect(unknown?.code == "ResourceNotFoundException")
        let keyless = await #expect(throws: CallFailure.self) { try await table.put(["p": .string("a")]) }
        #expect(keyless?.code == "ValidationException")
        #expect(try keyless?.refusal() == nil)
    }
}

extension AttributeValue {
    /// Of a set of texts, sorted; a set has no order.
    fileprivate var elements: [String] {
        guard case .stringSet(let texts) = self else { return [] }
        return texts.sorted()
    }
}
