package import AWSClient
import Ports
import Time

/// One table, with the calls that adapters make of it and its failures in the ports' words.
package struct DynamoTable: Sendable {
    private let dynamo: DynamoDB
    let name: String
    private var deadline: Instant?

    package init(_ name: String, in dynamo: DynamoDB) {
        self.dynamo = dynamo
        self.name = name
    }

    func until(_ deadline: Instant) -> DynamoTable {
        var table = self
        table.deadline = deadline
        return table
    }

    /// What became of a write that has a condition.
    enum Outcome {
        /// With the attributes that were asked for.
        case written(Item)
        /// The condition did not hold; with the item as it is, where there is one.
        case refused(Item?)
    }

    /// What was written before is seen: whoever reads is often called by whoever wrote.
    func item(_ key: Item) async throws(PortError) -> Item? {
        try await call(GetItem(Get(tableName: name, key: key), consistentRead: true)).item
    }

    func put(
        _ item: Item,
        if condition: Condition = .always,
        isIdempotent: Bool = true
    ) async throws(PortError) -> Outcome {
        let put = Put(tableName: name, item: item, condition.expressions)
        return try await write(PutItem(put, isIdempotent: isIdempotent))
    }

    func update(
        _ key: Item,
        _ change: Change,
        if condition: Condition = .always,
        returning: ReturnValues? = nil,
        isIdempotent: Bool
    ) async throws(PortError) -> Outcome {
        let update = Update(
            tableName: name,
            key: key,
            updateExpression: change.expression,
            condition.expressions.and(change)
        )
        return try await write(UpdateItem(update, returnValues: returning, isIdempotent: isIdempotent))
    }

    func query(_ query: Query) async throws(PortError) -> Query.Output {
        try await call(query)
    }

    /// Deletes items by their keys, as many calls as it takes.
    func delete(_ keys: [Item]) async throws(PortError) {
        var rest = keys[...]
        while !rest.isEmpty {
            let batch = rest.prefix(DynamoDB.mostWritesOfBatch)
            rest = rest.dropFirst(batch.count)
            let deletes = BatchWriteItem(requestItems: [name: batch.map { .delete(key: $0) }], isIdempotent: true)
            do throws(Unfinished<[String: [WriteRequest]]>) {
                try await dynamo.writeAll(deletes, deadline: deadline)
            } catch {
                throw PortError(error.cause)
            }
        }
    }

    /// The keys of all items of one partition.
    func keys(where name: String, is value: String, and range: String) async throws(PortError) -> [Item] {
        var query = Query(
            tableName: self.name,
            keyConditionExpression: "#\(name) = :value",
            projectionExpression: "#\(name), #\(range)",
            expressionAttributeNames: ["#\(name)": name, "#\(range)": range],
            expressionAttributeValues: [":value": .string(value)],
            consistentRead: true
        )
        var keys: [Item] = []
        repeat {
            let page = try await self.query(query)
            keys += page.items ?? []
            query.exclusiveStartKey = page.lastEvaluatedKey
        } while query.exclusiveStartKey != nil
        return keys
    }

    private func write<Write: SingleWrite>(_ write: WriteItem<Write>) async throws(PortError) -> Outcome {
        do throws(CallFailure) {
            return .written(try await dynamo.call(write, deadline: deadline).attributes ?? [:])
        } catch {
            guard case .conditionalCheckFailed(let item) = try refusal(error) else { throw PortError(error) }
            return .refused(item)
        }
    }

    private func refusal(_ failure: CallFailure) throws(PortError) -> Refusal? {
        do throws(CallFailure) {
            return try failure.refusal()
        } catch {
            throw PortError(error)
        }
    }

    private func call<Call: DynamoDBOperation>(_ operation: Call) async throws(PortError) -> Call.Output {
        do throws(CallFailure) {
            return try await dynamo.call(operation, deadline: deadline)
        } catch {
            throw PortError(error)
        }
    }
}

/// A port that is one table.
protocol InTable: Port {
    var table: DynamoTable { get set }
}

extension InTable {
    package func until(_ deadline: Instant) -> Self {
        var port = self
        port.table = table.until(deadline)
        return port
    }
}
