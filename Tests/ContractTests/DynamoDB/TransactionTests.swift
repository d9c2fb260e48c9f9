import AWSClient
import Testing
import Time

@Suite(.needsMoto) struct TransactionTests {
    private func put(_ number: Int, on table: ItemTable) -> TransactWriteItem {
        .put(Put(tableName: table.name, item: ItemTable.key("a", number)))
    }

    private func counting(_ key: Item, on table: ItemTable) -> TransactWriteItem {
        let one = Expressions(
            expressionAttributeNames: ["#c": "count"],
            expressionAttributeValues: [":one": .number("1")]
        )
        return .update(Update(tableName: table.name, key: key, updateExpression: "ADD #c :one", one))
    }

    @Test(arguments: Adapter.allCases)
    func `a transaction writes all, and reads all in their order`(_ adapter: Adapter) async throws {
        let table = try await adapter.table()
        for number in 1...2 { try await table.put(ItemTable.key("old", number)) }
        let present = Expressions(conditionExpression: "attribute_exists(p)")
        let writes: [TransactWriteItem] = [
            put(1, on: table), counting(ItemTable.key("a", 2), on: table),
            .delete(Delete(tableName: table.name, key: ItemTable.key("old", 1), present)),
            .conditionCheck(ConditionCheck(tableName: table.name, key: ItemTable.key("old", 2), present)),
        ]
        let token = UUID.v4(from: SystemRandom())
        _ = try await table.call(TransactWriteItems(transactItems: writes, clientRequestToken: token))
        let keys = [ItemTable.key("a", 2), ItemTable.key("old", 1), ItemTable.key("a", 1), ItemTable.key("old", 2)]
        let read = try await table.call(TransactGetItems(keys.map { Get(tableName: table.name, key: $0) }))
        var counted = ItemTable.key("a", 2)
        counted["count"] = .number("1")
        #expect(read.responses.map(\.item) == [counted, nil, ItemTable.key("a", 1), ItemTable.key("old", 2)])
    }

    @Test(arguments: Adapter.allCases)
    func `a transaction of which one write fails writes nothing, and says which and why`(
        _ adapter: Adapter
    ) async throws {
        let table = try await adapter.table()
        var there = ItemTable.key("there", 1)
        there["text"] = .string("é")
        try await table.put(there)
        let absent = Expressions(
            conditionExpression: "attribute_not_exists(p)",
            returnValuesOnConditionCheckFailure: .allOld
        )
        let writes = [put(1, on: table), .put(Put(tableName: table.name, item: there, absent)), put(2, on: table)]
        let failure = await #expect(throws: CallFailure.self) {
            try await table.call(TransactWriteItems(transactItems: writes, clientRequestToken: nil))
        }
        guard case .transactionCanceled(let reasons)? = try failure?.refusal() else {
            return #expect(Bool(false), "\(failure as Any)")
        }
        #expect(reasons.map(\.code) == ["None", "ConditionalCheckFailed", "None"])
        #expect(reasons.map(\.item) == [nil, there, nil])
        #expect(try await table.item(ItemTable.key("a", 1)) == nil)
        #expect(try await table.item(ItemTable.key("a", 2)) == nil)
    }

    @Test(arguments: Adapter.allCases)
    func `a transaction that comes twice under one token is carried out once`(_ adapter: Adapter) async throws {
        let table = try await adapter.table()
        let key = ItemTable.key("a", 1)
        let token = UUID.v4(from: SystemRandom())
        let write = TransactWriteItems(transactItems: [counting(key, on: table)], clientRequestToken: token)
        for _ in 0..<2 { _ = try await table.call(write) }
        let count = try await table.item(key)?["count"]
        try await adapter.expecting(.transactionTwice) { #expect(count == .number("1")) }
    }
}
