import Domain
import Hosting
import JSON
import Ports
import Time

/// Reads the results of a round, a page at a time.
struct ResultReader {
    private let results: any ResultStore
    private let blobs: any BlobStore

    init(_ results: any ResultStore, _ blobs: any BlobStore) {
        (self.results, self.blobs) = (results, blobs)
    }

    /// `scan-results`, and where there are more of them the `cursor` behind which they begin.
    func page(
        of document: Document,
        _ place: QueryRequest.ResultsPlace,
        _ context: InvocationContext
    ) async throws(PortError) -> JSONObject {
        let round = place.round ?? document.round
        guard round <= document.round else { throw .unknown(.round(document.id, round)) }
        // Before the first round there is nothing to look for.
        guard round > 0 else { return ["scan-results": []] }
        let page = try await results.until(context.deadline)
            .results(of: document.id, round: round, after: place.after, limit: place.limit)
        var rows: [JSONValue] = []
        var length = 0
        for result in page.results {
            let row = result.row(textAt: try await url(of: result, context))
            length += row.lengthInAnswer
            // One row alone always fits: its text is at most 64 KiB.
            if length > AnswerLimits.results, !rows.isEmpty { break }
            rows.append(row)
        }
        var body: JSONObject = ["scan-results": .array(rows)]
        if page.hasMore || rows.count < page.results.count, !rows.isEmpty {
            body["cursor"] = .string(page.results[rows.count - 1].engine.text)
        }
        return body
    }

    private func url(of result: EngineResult, _ context: InvocationContext) async throws(PortError) -> String? {
        guard let blob = result.storedText else { return nil }
        let now = context.now.secondsSinceEpoch
        let signed = Instant(secondsSinceEpoch: now - now % Self.grain)
        return try await blobs.until(context.deadline).download(blob, at: signed, for: Self.life).revealed
    }

    private static let life: Duration = .seconds(15 * 60)
    /// URLs are signed as of whole five minutes, in seconds, so that an answer that says the same has the same tag.
    private static let grain: Int64 = 300
}
