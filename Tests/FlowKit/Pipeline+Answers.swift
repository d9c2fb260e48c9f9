package import Domain
package import HTTP
import Hosting
import Ports
import Time
import Wiring

extension Pipeline {
    /// Keeps a document as a test wants it.
    @discardableResult
    package func keep(
        _ id: DocumentID,
        _ change: @Sendable (inout Document) -> Void
    ) async throws -> Document {
        var supply = try supply()
        return try await supply.documents().change(id) { document throws(PortError) in change(&document) }.document
    }

    package func keep(_ results: [EngineResult]) async throws {
        var supply = try supply()
        let store = try supply.results()
        for result in results { _ = try await store.put(result, replacing: nil) }
    }

    package func keep(_ metadata: Metadata, of document: DocumentID) async throws {
        var supply = try supply()
        try await supply.metadata().save(metadata, of: document)
    }

    package func keep(_ key: APIKey) async throws {
        var supply = try supply()
        try await supply.accounts().save(key)
    }

    package func keep(_ plan: Plan) async throws {
        var supply = try supply()
        try await supply.accounts().save(plan, of: Self.organisation)
    }

    package func expect(_ engines: [String], of document: DocumentID, round: Int = 1) async throws {
        var supply = try supply()
        _ = try await supply.tallies()
            .add(expected: Set(engines.map(EngineName.init(unchecked:))), finished: [], to: document, round: round)
    }

    /// Keeps a record as it is.
    package func create(_ document: Document) async throws {
        var supply = try supply()
        try await supply.documents().create(document)
    }

    /// Takes an engine's work, for somebody who is not seen again.
    package func lease(_ engine: String, of document: DocumentID, round: Int = 1) async throws {
        var supply = try supply()
        let work = Work(document: document, round: round, engine: EngineName(unchecked: engine))
        let end = clock.now + .seconds(60)
        _ = try await supply.leases().take(work, by: LeaseOwner("a test"), at: clock.now, until: end)
    }

    package func charge(_ reservation: Reservation) async throws {
        var supply = try supply()
        let plan = Plan(documents: 100, bytes: .largestFile, openUploads: 100)
        _ = try await supply.accounts().reserve(reservation, within: plan)
    }

    package func bytes(of blob: Blob) async throws -> [UInt8] {
        var supply = try supply()
        return try await supply.blobs().read(blob, 0..<1_000_000)
    }

    /// What is still there of a document, or under keys that are named, in words.
    package func remains(of document: Document, keys: [String] = [], rounds: Int = 1) async throws -> [String] {
        var supply = try supply()
        let blobs = keys.map { Self.documents.blob($0) }
        return try await supply.remains(of: document, blobs: blobs, rounds: rounds, at: clock.now)
    }

    /// What of the plan is used up today.
    package var usage: Usage {
        get async throws {
            var supply = try supply()
            return try await supply.accounts().usage(of: Self.organisation, on: Day(of: clock.now))
        }
    }

    /// Does what a client does with a URL that it was given.
    package func fetch(
        _ method: String,
        _ url: String,
        headers: [String: String] = [:],
        body: [UInt8]? = nil
    ) async throws -> WebResponse {
        let rest = url.dropFirst("http://".count)
        let path = rest.firstIndex(of: "/") ?? rest.endIndex
        let parts = rest[..<path].split(separator: ":")
        let port = parts.dropFirst().first.flatMap { UInt16($0) }
        var request = WebRequest(
            method: method,
            origin: WebOrigin(scheme: .http, host: String(parts[0]), port: port),
            target: String(rest[path...]),
            body: body.map { .bytes($0) } ?? .none
        )
        // How long a body is the transport says itself.
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) where name.lowercased() != "content-length" {
            request.headers.add(name, value)
        }
        return try await transport.exchange(request, bodyLimit: 1 << 20)
    }
}
