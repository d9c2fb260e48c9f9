import JSON
import LocalCloud
import Synchronization
import Testing

/// What is found again after the process has ended.
struct TableJournalTests {
    @Test func `tables, items and indexes are there again after a restart`() async throws {
        let paper = PaperJournal()
        let first = try TableDesk(journal: paper)
        try await change(first)
        let second = try TableDesk(journal: paper)
        for (operation, call) in [
            ("ListTables", [:]), ("DescribeTable", ["TableName": "tab"]), ("DescribeTimeToLive", ["TableName": "tab"]),
            ("Scan", ["TableName": "tab"]), ("Scan", ["TableName": "tab", "IndexName": "by-kind"]),
        ] as [(String, JSONValue)] {
            #expect(try await second.call(operation, call) == first.call(operation, call))
        }
        #expect(try await second.call("Scan", ["TableName": "tab"])["Count"] == 29)
        #expect(try await second.call("Scan", ["TableName": "tab", "IndexName": "by-kind"])["Count"] == 27)
    }

    private func change(_ first: TableDesk) async throws {
        try await first.makeTable("tab", Self.index)
        try await first.makeTable("gone")
        try await first.put(["id": ["S": "1"]], in: "gone")
        for number in 0..<30 {
            let kind: JSONValue = ["S": number.isMultiple(of: 2) ? "even" : "odd"]
            try await first.put(["id": ["S": "\(number)"], "kind": kind, "v": ["N": "\(number)"], "b": ["B": "AAE="]])
        }
        try await first.call("DeleteItem", ["TableName": "tab", "Key": ["id": ["S": "4"]]])
        let update: JSONValue = [
            "TableName": "tab", "Key": ["id": ["S": "6"]], "UpdateExpression": "REMOVE kind ADD v :v",
            "ExpressionAttributeValues": [":v": ["N": "100"]],
        ]
        try await first.call("UpdateItem", update)
        let batch: JSONValue = [
            ["DeleteRequest": ["Key": ["id": ["S": "8"]]]], ["PutRequest": ["Item": ["id": ["S": "new"]]]],
        ]
        try await first.call("BatchWriteItem", ["RequestItems": ["tab": batch]])
        try await first.call("DeleteTable", ["TableName": "gone"])
        try await first.call(
            "UpdateTimeToLive",
            ["TableName": "tab", "TimeToLiveSpecification": ["AttributeName": "end", "Enabled": true]]
        )
    }

    private static let index: JSONObject = [
        "AttributeDefinitions": [
            ["AttributeName": "id", "AttributeType": "S"], ["AttributeName": "kind", "AttributeType": "S"],
        ],
        "GlobalSecondaryIndexes": [
            [
                "IndexName": "by-kind", "KeySchema": [["AttributeName": "kind", "KeyType": "HASH"]],
                "Projection": ["ProjectionType": "INCLUDE", "NonKeyAttributes": ["v"]],
            ]
        ],
    ]

    @Test func `a change costs one row of its own, and a refusal none`() async throws {
        let paper = PaperJournal()
        let desk = try TableDesk(journal: paper)
        try await desk.makeTable()
        for number in 0..<50 { try await desk.put(["id": ["S": "\(number)"]]) }
        let before = paper.written
        try await desk.put(["id": ["S": "7"], "v": ["S": "changed"]])
        #expect(paper.written == before + 1)
        try await desk.put(["id": ["S": "7"], "v": ["S": "changed"]])
        let refused: JSONValue = [
            "TableName": "tab", "Item": ["id": ["S": "7"]], "ConditionExpression": "attribute_not_exists(id)",
        ]
        #expect(try await desk.outcome("PutItem", refused).hasPrefix("ConditionalCheckFailedException"))
        #expect(paper.written == before + 1)
        #expect(paper.settlings == 53)
    }
}

/// A journal on no disk: what one cloud has told it, the next finds.
final class PaperJournal: Journal {
    private struct Pages {
        var shelves: [String: [String: [UInt8]]] = [:]
        var written = 0
        var settlings = 0
    }

    private let pages = Mutex(Pages())

    var isKept: Bool { true }
    var written: Int { pages.withLock { $0.written } }
    var settlings: Int { pages.withLock { $0.settlings } }

    func append(_ changes: [JournalChange]) {
        pages.withLock { pages in
            for change in changes {
                pages.written += 1
                switch change {
                case .put(let row, let shelf): pages.shelves[shelf, default: [:]][row.key] = row.value
                case .remove(let key, let shelf): pages.shelves[shelf, default: [:]][key] = nil
                }
            }
        }
    }

    func settle() async throws(ServiceFault) { pages.withLock { $0.settlings += 1 } }

    func rows(of shelf: String) -> [JournalRow] {
        pages.withLock { pages in
            (pages.shelves[shelf] ?? [:]).sorted { $0.key < $1.key }.map { JournalRow(key: $0.key, value: $0.value) }
        }
    }
}
