import Domain
package import Hosting
import JSON
import Ports
import Time

/// Shows documents, their metadata and their results as far as there are any, and what a client can choose.
package struct Query: Step {
    private let documents: any DocumentStore
    private let tallies: any Tallies
    private let metadata: any MetadataStore
    private let results: ResultReader
    private let catalogue: any EngineCatalogue

    package init(_ supply: inout some Supply) throws {
        documents = try supply.documents()
        tallies = try supply.tallies()
        metadata = try supply.metadata()
        results = ResultReader(try supply.results(), try supply.blobs())
        catalogue = try supply.catalogue()
    }

    package func handle(_ event: QueryRequest, context: InvocationContext) async throws(StepFailure) -> Answer {
        let requester = try context.requester(.read)
        do {
            switch event.question {
            case .versions: return try await versions(context)
            case .list(let position, let limit):
                return try await list(requester, after: position, limit: limit, event.origin, context)
            case .document(let id):
                let document = try await document(id, requester, context)
                return try await everything(of: document, event.origin, context)
            case .metadata(let id):
                let document = try await document(id, requester, context)
                var body = document.head
                body["meta"] = .object(try await pairs(of: document, context))
                return document.answer(body, asked: \.metadata, event.origin, context)
            case .results(let id, let place):
                let document = try await document(id, requester, context)
                let page = try await results.page(of: document, place, context)
                var body = document.head
                body.merge(page)
                let isOver = place.round.map { $0 < document.round } ?? false
                return document.answer(body, asked: isOver ? nil : \.scanResults, event.origin, context)
            }
        } catch {
            throw StepFailure(error)
        }
    }

    private func document(
        _ id: DocumentID,
        _ requester: Requester,
        _ context: InvocationContext
    ) async throws(PortError) -> Document {
        try await documents.until(context.deadline).load(id, of: requester.organisation).value
    }

    private func everything(
        of document: Document,
        _ origin: String,
        _ context: InvocationContext
    ) async throws -> Answer {
        async let pairs = pairs(of: document, context)
        async let tally = tally(of: document, context)
        async let page = results.page(of: document, QueryRequest.ResultsPlace(), context)
        var body = document.record(try await tally)
        body["meta"] = .object(try await pairs)
        body.merge(try await page)
        return document.answer(body, asked: \.document, origin, context)
    }

    /// None before the bytes are there, and none for those who cannot open the seal.
    private func pairs(
        of document: Document,
        _ context: InvocationContext
    ) async throws(PortError) -> JSONObject {
        guard document.verified != nil, !document.isSealed else { return [:] }
        return try await metadata.until(context.deadline).metadata(of: document.id)?.pairs ?? [:]
    }

    private func tally(of document: Document, _ context: InvocationContext) async throws(PortError) -> RoundTally {
        guard document.round > 0 else { return RoundTally(round: 0) }
        return try await tallies.until(context.deadline).round(document.round, of: document.id)
    }

    /// Where they are and since when: what is in the index, so that a page costs no look at each of them.
    private func list(
        _ requester: Requester,
        after position: Listing.Position?,
        limit: Int,
        _ origin: String,
        _ context: InvocationContext
    ) async throws(PortError) -> Answer {
        let listing = try await documents.until(context.deadline)
            .list(requester.organisation, after: position, limit: limit)
        let rows = listing.entries.map { entry -> JSONValue in
            [
                "id": .string("\(entry.document)"), "created_at": .string(entry.createdAt.rfc3339),
                "urls": DocumentURLs(of: entry.document, at: origin).json,
            ]
        }
        var body: JSONObject = ["documents": .array(rows)]
        body["cursor"] = listing.next.map { .string($0.description) }
        return Answer(body: body)
    }

    private func versions(_ context: InvocationContext) async throws(PortError) -> Answer {
        let catalogue = try await catalogue.until(context.deadline).current()
        return Answer(body: [
            "default": .string("\(catalogue.defaultVersion)"),
            "versions": .array(catalogue.versions.sorted().map { .string("\($0)") }),
            "engines": .array(catalogue.engines.filter(\.isEnabled).map(\.name).sorted().map { .string($0.text) }),
        ])
    }
}

extension Document {
    /// Ends with where to look, and when to look again where there is something to wait for.
    ///
    /// `asked` is what was asked for; nil where no more will come of it.
    fileprivate func answer(
        _ body: JSONObject,
        asked: KeyPath<DocumentURLs, String>?,
        _ origin: String,
        _ context: InvocationContext
    ) -> Answer {
        let urls = DocumentURLs(of: id, at: origin)
        var body = body
        body["urls"] = urls.json
        if let asked, let wait = Polling.wait(for: self, at: context.now) {
            body["next"] = NextLook(url: urls[keyPath: asked], after: wait).json
        }
        return Answer(body: body)
    }
}

extension JSONObject {
    fileprivate mutating func merge(_ other: JSONObject) {
        for member in other.members { self[member.key] = member.value }
    }
}
