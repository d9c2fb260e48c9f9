import AWSClient
import Testing

/// Values on their way into a table and out again.
@Suite(.needsMoto) struct ItemTests {
    private struct Everything: Codable, Equatable {
        var p = "a"
        var n = 1
        var text = "é \u{0} 😀"
        var emptyText = ""
        var most = Int64.min
        var unsigned = UInt64.max
        var fraction = 0.1
        var small = 5e-100
        var truth = true
        var nothing: Int?
        var bytes: [UInt8] = [0, 1, 255]
        var noBytes: [UInt8] = []
        var texts: Set<String> = ["b", "é", "a"]
        var numbers: Set<Int> = [3, -1, 20]
        var binaries: Set<[UInt8]> = [[2], [1, 255]]
        var none: Set<String> = []
        var list: [Nested] = [Nested(), Nested(name: "b", inner: ["x": [1.5, 2]])]
        var exact = AttributeValue.number("12345678901234567890123456789012345678")
    }

    private struct Nested: Codable, Equatable {
        var name = ""
        var inner: [String: [Double]] = [:]
    }

    @Test(arguments: Adapter.allCases)
    func `a value comes back from a table as it was, whatever is in it`(_ adapter: Adapter) async throws {
        let table = try await adapter.table()
        let value = Everything()
        let item = try ItemCodec.encode(value)
        #expect(item["none"] == nil && item["nothing"] == nil)
        try await table.put(item)
        let kept = try #require(try await table.item(ItemTable.key("a", 1)))
        #expect(try ItemCodec.decode(Everything.self, from: kept) == value)
        #expect(Set(kept.attributes.keys) == Set(item.attributes.keys))
    }

    @Test(
        arguments: Adapter.allCases,
        [
            "0", "-1", "99999999999999999999999999999999999999", "-0.00000000000000000000000000000000000001",
        ]
    )
    func `a number keeps all digits that DynamoDB has`(_ adapter: Adapter, _ number: String) async throws {
        let table = try await adapter.table()
        var item = ItemTable.key("a", 1)
        item["value"] = .number(number)
        try await table.put(item)
        #expect(try await table.item(ItemTable.key("a", 1))?["value"] == .number(number))
    }

    @Test(arguments: Adapter.allCases)
    func `what lies deep in an item comes back`(_ adapter: Adapter) async throws {
        let table = try await adapter.table()
        var value = AttributeValue.string("é")
        for level in 1..<AttributeValue.deepest {
            value = level.isMultiple(of: 2) ? .list([value]) : .map(["m": value])
        }
        var item = ItemTable.key("a", 1)
        item["value"] = value
        try await table.put(item)
        #expect(try await table.item(ItemTable.key("a", 1)) == item)
    }
}
