import AWSClient
package import Domain
package import Ports
package import Time

/// Keeps leases in DynamoDB.
///
/// Whether one has ended is told from the time that its taker brings, so clocks must agree to within what a lease is
/// longer than the work.
package struct DynamoLeases: Leases, InTable {
    var table: DynamoTable

    package init(_ table: DynamoTable) {
        self.table = table
    }

    package func take(
        _ work: Work,
        by owner: LeaseOwner,
        at now: Instant,
        until end: Instant
    ) async throws(PortError) -> LeaseTake {
        let outcome = try await table.update(
            key(work),
            hold(owner, until: end),
            if: Condition(
                "attribute_not_exists(#done) AND "
                    + "(attribute_not_exists(#owner) OR #owner = :owner OR #until <= :now)",
                [":now": .number("\(now.millisecondsSinceEpoch)")]
            ),
            isIdempotent: true
        )
        guard case .refused(let item) = outcome else { return .taken(Lease(work: work, owner: owner, end: end)) }
        if item?["done"] != nil { return .done }
        guard case .number(let text) = item?["until"], let until = Int64(text) else {
            throw .malformed(.lease(work), reason: "it ends at no time")
        }
        return .held(until: Instant(millisecondsSinceEpoch: until))
    }

    package func renew(_ lease: Lease, until end: Instant) async throws(PortError) -> Lease {
        try await change(lease, hold(lease.owner, until: end))
        return Lease(work: lease.work, owner: lease.owner, end: end)
    }

    package func close(_ lease: Lease) async throws(PortError) {
        let done = Change("SET #done = :done", [":done": .bool(true), ":owner": .string(lease.owner.text)])
        let outcome = try await table.update(
            key(lease.work),
            done,
            if: Condition("#owner = :owner"),
            isIdempotent: true
        )
        if case .refused = outcome { throw .leaseLost(lease.work) }
    }

    package func open(_ document: DocumentID, round: Int) async throws(PortError) -> [EngineName] {
        var query = EngineKey.query(table.name, document, round: round)
        query.filterExpression = "attribute_not_exists(#done)"
        query.expressionAttributeNames?["#done"] = "done"
        var engines: [EngineName] = []
        repeat {
            let page = try await table.query(query)
            for item in page.items ?? [] { engines.append(try engine(of: item, document, round)) }
            query.exclusiveStartKey = page.lastEvaluatedKey
        } while query.exclusiveStartKey != nil
        return engines
    }

    package func delete(_ document: DocumentID) async throws(PortError) {
        try await table.delete(try await EngineKey.all(of: document, in: table))
    }

    /// How long a lease is remembered after its end: longer than any message about its work can still come.
    private static let memory: Duration = .seconds(15 * 24 * 3_600)

    private func change(_ lease: Lease, _ change: Change) async throws(PortError) {
        let condition = Condition("#owner = :owner AND attribute_not_exists(#done)")
        let outcome = try await table.update(key(lease.work), change, if: condition, isIdempotent: true)
        if case .refused = outcome { throw .leaseLost(lease.work) }
    }

    private func hold(_ owner: LeaseOwner, until end: Instant) -> Change {
        Change(
            "SET #owner = :owner, #until = :until, #expires = :expires",
            [
                ":owner": .string(owner.text),
                ":until": .number("\(end.millisecondsSinceEpoch)"),
                // The table's own clean-up goes by this, in seconds.
                ":expires": .number("\((end + Self.memory).secondsSinceEpoch)"),
            ]
        )
    }

    private func key(_ work: Work) -> Item {
        EngineKey.key(work.document, EngineResult.Place(round: work.round, engine: work.engine))
    }

    private func engine(of item: Item, _ document: DocumentID, _ round: Int) throws(PortError) -> EngineName {
        guard case .string(let place) = item["place"] else {
            throw .malformed(.round(document, round), reason: "a lease has no place")
        }
        do throws(InvalidName) {
            return try EngineName(String(place.dropFirst(EngineKey.prefix(round).count)))
        } catch {
            throw .malformed(.round(document, round), reason: "\(error)")
        }
    }
}
