import AWSClient
import Crypto
package import HTTP
import JSON
import Time

/// DynamoDB: tables, and what is in them.
package actor Tables: CloudPart {
    package nonisolated let signingName = "dynamodb"
    nonisolated let ground: Ground
    var tokens = TransactionTokens()
    /// By name.
    private var tables: [String: Table] = [:]

    /// Finds again what the journal has kept.
    package init(_ ground: Ground) throws(ServiceFault) {
        self.ground = ground
        for row in ground.journal.rows(of: Shelf.tables) {
            let table = Table(try TableDefinition(row))
            tables[table.definition.name] = table
        }
        for row in ground.journal.rows(of: Shelf.items) {
            guard let table = tables[String(row.key.prefix { $0 != "/" })] else { continue }
            let item = StoredItem(try Item(row))
            guard let key = table.definition.schema.key(of: item.item) else { continue }
            table.apply(ItemChange(key: key, before: nil, after: item))
        }
    }

    package func answer(_ request: CloudRequest) async throws(ServiceFault) -> WebAnswer {
        try await Self.calls.answer(request, in: self).withChecksum
    }

    package nonisolated func answer(_ fault: ServiceFault, to request: WebRequest, id: String) -> WebAnswer {
        Self.answers.fault(fault, id: id).withChecksum
    }

    private static let answers = JSONAnswers(version: "1.0", namespace: "com.amazonaws.dynamodb.v20120810#")

    private static let calls = JSONCalls<Tables>(
        [
            ReadCall<CreateTable>.self, ReadCall<DescribeTable>.self, ReadCall<ListTables>.self,
            ReadCall<UpdateTable>.self, ReadCall<DeleteTable>.self, ReadCall<UpdateTimeToLive>.self,
            ReadCall<DescribeTimeToLive>.self, ReadCall<GetItem>.self, ReadCall<PutItem>.self,
            ReadCall<UpdateItem>.self, ReadCall<DeleteItem>.self, ReadCall<Query>.self, ReadCall<Scan>.self,
            ReadCall<BatchGetItem>.self, ReadCall<BatchWriteItem>.self, ReadCall<TransactGetItems>.self,
            ReadCall<TransactWriteItems>.self,
        ],
        answers: answers,
        limits: AttributeValue.jsonLimits
    )
}

extension Tables {
    /// A table as it is now, for a caller who may do this with it.
    func table(
        _ name: String,
        for action: String,
        index: String? = nil,
        by request: CloudRequest
    ) throws(ServiceFault) -> Table {
        try allow(action, on: name, index: index, by: request)
        guard let table = tables[name] else { throw .noTable }
        let now = ground.clock.now
        append(table.removeExpired(at: now).map { .remove(key: Self.rowKey($0, in: name), shelf: Shelf.items) })
        return table
    }

    func allow(_ action: String, on table: String, index: String? = nil, by request: CloudRequest) throws(ServiceFault)
    {
        let place = ground.place.table(table + (index.map { "/index/\($0)" } ?? ""))
        do throws(ServiceFault) {
            try ground.allow("dynamodb:\(action)", on: place, to: request.caller)
        } catch {
            throw ServiceFault("AccessDeniedException", error.message)
        }
    }

    var names: [String] { tables.keys.sorted() }

    var definitions: [String: TableDefinition] { tables.mapValues(\.definition) }

    func setLifetime(_ attribute: String?, of name: String) throws(ServiceFault) {
        guard let table = tables[name] else { throw .noTable }
        guard table.definition.lifetimeAttribute != attribute else { return }
        try table.change { definition throws(ServiceFault) in definition.lifetimeAttribute = attribute }
        keep(table.definition)
    }

    func has(_ name: String) -> Bool { tables[name] != nil }

    func add(_ table: Table) {
        tables[table.definition.name] = table
        keep(table.definition)
    }

    func keep(_ definition: TableDefinition) {
        guard ground.journal.isKept else { return }
        append([.put(JournalRow(key: definition.name, value: definition.journalRow), shelf: Shelf.tables)])
    }

    func remove(_ table: Table) {
        let name = table.definition.name
        tables[name] = nil
        guard ground.journal.isKept else { return }
        let items = table.items.entries(.first ..< .last).map { entry in
            JournalChange.remove(key: Self.rowKey(entry.key, in: name), shelf: Shelf.items)
        }
        append(items + [.remove(key: name, shelf: Shelf.tables)])
    }

    /// Makes changes, all of them at once, and answers what each cost.
    func apply(_ changes: [(table: Table, change: ItemChange)]) -> [WriteUnits] {
        if ground.journal.isKept {
            append(
                changes.compactMap { table, change in
                    if change.before == change.after { return nil }
                    let key = Self.rowKey(change.key, in: table.definition.name)
                    guard let after = change.after else { return .remove(key: key, shelf: Shelf.items) }
                    return .put(JournalRow(key: key, value: after.item.journalRow), shelf: Shelf.items)
                }
            )
        }
        return changes.map { $0.table.apply($0.change) }
    }

    private func append(_ changes: [JournalChange]) {
        if ground.journal.isKept, !changes.isEmpty { ground.journal.append(changes) }
    }

    private static func rowKey(_ key: ItemKey, in table: String) -> String { "\(table)/\(key.text)" }
}

extension WebAnswer {
    /// With the sum of its body, by which a client tells that an answer was damaged.
    fileprivate var withChecksum: WebAnswer {
        guard case .bytes(let bytes) = body else { return self }
        var sum = CRC32()
        sum.update(bytes)
        var answer = self
        answer.headers.add("x-amz-crc32", "\(sum.value)")
        return answer
    }
}
