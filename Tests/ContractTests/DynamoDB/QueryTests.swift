import AWSClient
import Testing

@Suite(.needsMoto) struct QueryTests {
    /// Twelve items of a partition, every third of them in the index, and one of another.
    private func filled(_ adapter: Adapter) async throws -> ItemTable {
        let table = try await adapter.table()
        for number in 1...12 {
            var item = ItemTable.key("a", number)
            item["text"] = .string(number.isMultiple(of: 2) ? "even" : "odd")
            if number.isMultiple(of: 3) { item["other"] = .string("x") }
            try await table.put(item)
        }
        try await table.put(ItemTable.key("b", 1))
        return table
    }

    private func query(_ table: ItemTable, _ change: (inout Query) -> Void) -> Query {
        var query = Query(
            tableName: table.name,
            keyConditionExpression: "p = :p",
            expressionAttributeValues: [":p": .string("a")]
        )
        change(&query)
        return query
    }

    /// All pages: the numbers of their items, and how many pages there were.
    private func all(_ table: ItemTable, _ query: Query) async throws -> (numbers: [String], pages: Int) {
        var (numbers, pages, query) = ([String](), 0, query)
        repeat {
            let page = try await table.call(query)
            numbers += (page.items ?? []).map { item in
                guard case .number(let text)? = item["n"] else { return "?" }
                return text
            }
            query.exclusiveStartKey = page.lastEvaluatedKey
            pages += 1
        } while query.exclusiveStartKey != nil && pages < 20
        return (numbers, pages)
    }

    @Test(arguments: Adapter.allCases)
    func `a partition is read page by page, in either direction`(_ adapter: Adapter) async throws {
        let table = try await filled(adapter)
        let forth = try await all(table, query(table) { $0.limit = 5 })
        #expect(forth.numbers == (1...12).map(String.init))
        #expect(forth.pages == 3)
        let back = query(table) {
            $0.limit = 5
            $0.scanIndexForward = false
        }
        #expect(try await all(table, back).numbers == (1...12).reversed().map(String.init))
    }

    @Test(arguments: Adapter.allCases)
    func `a page may hold nothing of what was looked at, and more may follow`(_ adapter: Adapter) async throws {
        let table = try await filled(adapter)
        let filtered = query(table) {
            $0.limit = 1
            $0.filterExpression = "#t = :t"
            $0.expressionAttributeNames = ["#t": "text"]
            $0.expressionAttributeValues?[":t"] = .string("even")
        }
        let page = try await table.call(filtered)
        #expect((page.items ?? []) == [] && page.count == 0 && page.scannedCount == 1)
        #expect(page.lastEvaluatedKey == ItemTable.key("a", 1))
        #expect(try await all(table, filtered).numbers == ["2", "4", "6", "8", "10", "12"])
    }

    @Test(arguments: Adapter.allCases)
    func `a range of a partition is read, or only counted`(_ adapter: Adapter) async throws {
        let table = try await filled(adapter)
        let range = query(table) {
            $0.keyConditionExpression = "p = :p AND n BETWEEN :a AND :b"
            $0.expressionAttributeValues?.merge([":a": .number("4"), ":b": .number("10")]) { $1 }
            $0.projectionExpression = "n"
            $0.consistentRead = true
        }
        #expect(try await table.call(range).items == (4...10).map { ["n": .number("\($0)")] })
        var count = range
        count.projectionExpression = nil
        count.select = "COUNT"
        let counted = try await table.call(count)
        #expect(counted.count == 7 && counted.items == nil)
    }

    @Test(arguments: Adapter.allCases)
    func `an index holds what has its key, and goes on from both keys`(_ adapter: Adapter) async throws {
        let table = try await filled(adapter)
        let indexed = query(table) {
            $0.indexName = ItemTable.index
            $0.keyConditionExpression = "#o = :o AND n > :n"
            $0.expressionAttributeNames = ["#o": "other"]
            $0.expressionAttributeValues = [":o": .string("x"), ":n": .number("3")]
            $0.limit = 2
        }
        let page = try await table.call(indexed)
        var last = ItemTable.key("a", 9)
        last["other"] = .string("x")
        #expect(page.lastEvaluatedKey == last)
        #expect(page.items?.last == last)
        #expect(try await all(table, indexed).numbers == ["6", "9", "12"])
    }
}
