import AWSClient
import Crypto
package import Domain
import JSON
package import Ports

/// Keeps results in DynamoDB, each an item of its own: those of many engines come at the same moment.
package struct DynamoResultStore: ResultStore, InTable {
    var table: DynamoTable

    package init(_ table: DynamoTable) {
        self.table = table
    }

    package func put(
        _ result: EngineResult,
        replacing other: EngineResult?
    ) async throws(PortError) -> ResultPut {
        var item = try encode(result, thing(result))
        item.attributes.merge(EngineKey.key(result.document, result.place).attributes) { $1 }
        let mark = AttributeValue.string(try self.mark(of: result))
        item["mark"] = mark
        let condition =
            if let other {
                Condition(
                    "attribute_not_exists(#mark) OR #mark = :other",
                    [":other": .string(try self.mark(of: other))]
                )
            } else {
                Condition("attribute_not_exists(#mark)")
            }
        guard case .refused(let found) = try await table.put(item, if: condition), let found else { return .stored }
        guard found["mark"] != mark else { return .stored }
        return .taken(by: try decode(EngineResult.self, from: found, thing(result)))
    }

    package func result(
        _ place: EngineResult.Place,
        of document: DocumentID
    ) async throws(PortError) -> EngineResult? {
        guard let item = try await table.item(EngineKey.key(document, place)) else { return nil }
        return try decode(EngineResult.self, from: item, .result(document, place))
    }

    package func results(
        of document: DocumentID,
        round: Int,
        after engine: EngineName?,
        limit: Int
    ) async throws(PortError) -> ResultPage {
        var query = EngineKey.query(table.name, document, round: round, after: engine)
        query.limit = limit
        let page = try await table.query(query)
        var results: [EngineResult] = []
        for item in page.items ?? [] {
            results.append(try decode(EngineResult.self, from: item, .round(document, round)))
        }
        return ResultPage(results: results, hasMore: page.lastEvaluatedKey != nil)
    }

    package func delete(_ document: DocumentID) async throws(PortError) {
        try await table.delete(try await EngineKey.all(of: document, in: table))
    }

    /// Tells one content from every other, so that a write can name the one that it replaces.
    private func mark(of result: EngineResult) throws(PortError) -> String {
        do throws(JSONError) {
            return SHA256.digest(of: try JSONCodec.encode(result)).hex
        } catch {
            throw .malformed(thing(result), reason: "\(error)")
        }
    }

    private func thing(_ result: EngineResult) -> Thing { .result(result.document, result.place) }
}
