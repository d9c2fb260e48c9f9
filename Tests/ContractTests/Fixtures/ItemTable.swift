import AWSClient
import TestKit

/// A table that one test has to itself: `p` and `n` are its key, `other` and `n` that of its index.
struct ItemTable {
    let cloud: Cloud
    let name: String

    static let index = "by-other"

    static func key(_ partition: String, _ number: Int) -> Item {
        ["p": .string(partition), "n": .number("\(number)")]
    }

    func call<Call: DynamoDBOperation>(_ operation: Call) async throws -> Call.Output {
        try await cloud.dynamo.call(operation, deadline: cloud.deadline)
    }

    @discardableResult
    func put(
        _ item: Item,
        _ expressions: Expressions = Expressions(),
        returning values: ReturnValues? = nil
    ) async throws -> Item? {
        let put = Put(tableName: name, item: item, expressions)
        return try await call(PutItem(put, returnValues: values, isIdempotent: false)).attributes
    }

    @discardableResult
    func update(
        _ key: Item,
        _ expression: String,
        _ expressions: Expressions,
        returning values: ReturnValues? = nil
    ) async throws -> Item? {
        let update = Update(tableName: name, key: key, updateExpression: expression, expressions)
        return try await call(UpdateItem(update, returnValues: values, isIdempotent: false)).attributes
    }

    @discardableResult
    func delete(
        _ key: Item,
        _ expressions: Expressions = Expressions(),
        returning values: ReturnValues? = nil
    ) async throws -> Item? {
        let delete = Delete(tableName: name, key: key, expressions)
        return try await call(DeleteItem(delete, returnValues: values, isIdempotent: false)).attributes
    }

    func item(_ key: Item) async throws -> Item? {
        try await call(GetItem(Get(tableName: name, key: key), consistentRead: true)).item
    }
}

extension Adapter {
    func table() async throws -> ItemTable { try await table(in: try await cloud()) }

    func table(in cloud: Cloud) async throws -> ItemTable {
        let number = Table.Attribute(name: "n", type: "N")
        let other = Table.Index(name: ItemTable.index, hash: Table.Attribute(name: "other"), range: number)
        let table = Table(kind: "items", hash: Table.Attribute(name: "p"), range: number, indices: [other])
        return ItemTable(cloud: cloud, name: try await cloud.make(table))
    }
}
