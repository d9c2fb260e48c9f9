import AWSClient
package import Domain
package import Ports
import Time

/// Keeps what scanners say of themselves in DynamoDB, all under one key: there are tens of them.
package struct DynamoEngineRecords: EngineRecords, InTable {
    var table: DynamoTable

    package init(_ table: DynamoTable) {
        self.table = table
    }

    package func report(_ record: EngineRecord) async throws(PortError) {
        let seen = record.seenAt.millisecondsSinceEpoch
        var item = try encode(EngineItem(record), .engine(record.engine))
        item["kind"] = .string(Self.kind)
        let isNewer = Condition("attribute_not_exists(#seen_ms) OR #seen_ms <= :seen", [":seen": .number("\(seen)")])
        _ = try await table.put(item, if: isNewer)
    }

    package func all() async throws(PortError) -> [EngineRecord] {
        var query = Query(
            tableName: table.name,
            keyConditionExpression: "#kind = :kind",
            expressionAttributeNames: ["#kind": "kind"],
            expressionAttributeValues: [":kind": .string(Self.kind)],
            consistentRead: true
        )
        var records: [EngineRecord] = []
        repeat {
            let page = try await table.query(query)
            for item in page.items ?? [] { records.append(try decode(EngineItem.self, from: item, .catalogue).value) }
            query.exclusiveStartKey = page.lastEvaluatedKey
        } while query.exclusiveStartKey != nil
        return records
    }

    private static let kind = "engine"
}

private struct EngineItem: Codable {
    let engine: EngineName
    let engineVersion: String
    let signatureVersion: String
    let seenAt: Instant
    /// The same as a number, which a condition can compare.
    let seen: Int64
    let healthy: Bool

    private enum CodingKeys: String, CodingKey {
        case engine, healthy
        case engineVersion = "engine_version"
        case signatureVersion = "signature_version"
        case seenAt = "seen_at"
        case seen = "seen_ms"
    }

    init(_ record: EngineRecord) {
        engine = record.engine
        engineVersion = record.engineVersion
        signatureVersion = record.signatureVersion
        seenAt = record.seenAt
        seen = record.seenAt.millisecondsSinceEpoch
        healthy = record.isHealthy
    }

    var value: EngineRecord {
        EngineRecord(
            engine: engine,
            engineVersion: engineVersion,
            signatureVersion: signatureVersion,
            seenAt: seenAt,
            isHealthy: healthy
        )
    }
}
