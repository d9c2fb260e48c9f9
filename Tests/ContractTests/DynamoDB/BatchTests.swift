import AWSClient
import Testing

@Suite(.needsMoto) struct BatchTests {
    private func items(_ numbers: ClosedRange<Int>) -> [Item] {
        numbers.map { number in
            var item = ItemTable.key("a", number)
            item["text"] = .string("é \(number)")
            return item
        }
    }

    @Test(arguments: Adapter.allCases)
    func `a batch is written and read to its end`(_ adapter: Adapter) async throws {
        let table = try await adapter.table()
        let items = items(1...25)
        let puts = BatchWriteItem(requestItems: [table.name: items.map { .put(item: $0) }], isIdempotent: true)
        try await table.cloud.dynamo.writeAll(puts, deadline: table.cloud.deadline)
        let keys = KeysAndAttributes(keys: (1...30).map { ItemTable.key("a", $0) }, consistentRead: true)
        let read = try await table.cloud.dynamo.getAll(BatchGetItem(requestItems: [table.name: keys]))
        let found = read[table.name] ?? []
        #expect(found.count == 25)
        for item in items { #expect(found.contains(item)) }
        let mixed: [WriteRequest] = [.delete(key: ItemTable.key("a", 1)), .put(item: ItemTable.key("a", 26))]
        try await table.cloud.dynamo.writeAll(BatchWriteItem(requestItems: [table.name: mixed], isIdempotent: true))
        #expect(try await table.item(ItemTable.key("a", 1)) == nil)
        #expect(try await table.item(ItemTable.key("a", 26)) == ItemTable.key("a", 26))
    }

    @Test(arguments: Adapter.allCases)
    func `a batch is of several tables, and of the attributes that are asked for`(_ adapter: Adapter) async throws {
        let one = try await adapter.table()
        let other = try await adapter.table(in: one.cloud)
        let writes = [one.name: WriteRequest.put(item: items(1...1)[0]), other.name: .put(item: items(2...2)[0])]
        try await one.cloud.dynamo.writeAll(
            BatchWriteItem(requestItems: writes.mapValues { [$0] }, isIdempotent: true)
        )
        let part = KeysAndAttributes(
            keys: [ItemTable.key("a", 2)],
            projectionExpression: "#t",
            expressionAttributeNames: ["#t": "text"]
        )
        let whole = KeysAndAttributes(keys: [ItemTable.key("a", 1)])
        let call = BatchGetItem(requestItems: [one.name: whole, other.name: part])
        let read = try await one.cloud.dynamo.getAll(call)
        #expect(read == [one.name: items(1...1), other.name: [["text": .string("é 2")]]])
    }

    /// An answer holds 16 MB, so some of the keys are left unprocessed the first time.
    @Test(arguments: Adapter.allCases)
    func `what does not fit in one answer is read with the next`(_ adapter: Adapter) async throws {
        let table = try await adapter.table()
        let text = String(repeating: "a", count: 390_000)
        let items = (1...45).map { number in
            var item = ItemTable.key("a", number)
            item["text"] = .string(text)
            return item
        }
        for item in items { try await table.put(item) }
        let keys = KeysAndAttributes(keys: (1...45).map { ItemTable.key("a", $0) })
        let call = BatchGetItem(requestItems: [table.name: keys])
        let first = try await table.call(call)
        #expect(first.unprocessedKeys?[table.name]?.keys.isEmpty == false)
        let read = try await table.cloud.dynamo.getAll(call, deadline: table.cloud.deadline)[table.name] ?? []
        #expect(read.count == 45)
        for item in items { #expect(read.contains(item)) }
    }

    @Test(arguments: Adapter.allCases)
    func `a batch that is too long is refused whole`(_ adapter: Adapter) async throws {
        let table = try await adapter.table()
        let writes = items(1...26).map { WriteRequest.put(item: $0) }
        try await adapter.expecting(.longBatch) {
            await #expect(throws: CallFailure.self) {
                try await table.call(BatchWriteItem(requestItems: [table.name: writes], isIdempotent: true))
            }
        }
        let keys = (1...101).map { ItemTable.key("a", $0) }
        let failure = await #expect(throws: CallFailure.self) {
            try await table.call(BatchGetItem(requestItems: [table.name: KeysAndAttributes(keys: keys)]))
        }
        #expect(failure?.code == "ValidationException")
    }
}
