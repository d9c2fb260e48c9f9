package import Domain
import Hosting
import Ports
import Time
import Wiring

extension Pipeline {
    /// Engines that take everything, and that have just said that they are there.
    package func deploy(_ engines: [String], types: [String]? = nil, timeLimit: Int = 60) async throws {
        let entries = engines.map { name in
            Catalogue.Entry(
                name: EngineName(unchecked: name),
                accepts: VersionRange(from: PipelineVersion(1, 0, 0)),
                types: types,
                timeLimitSeconds: timeLimit
            )
        }
        let versions = [PipelineVersion(1, 0, 0), PipelineVersion(2, 0, 0)]
        try await publish(Catalogue(serial: 1, defaultVersion: versions[0], versions: versions, engines: entries))
        for engine in engines { try await report(engine) }
    }

    package func report(_ engine: String, signatureVersion: String = "s1", isHealthy: Bool = true) async throws {
        var supply = try supply()
        let record = EngineRecord(
            engine: EngineName(unchecked: engine),
            engineVersion: "1.0",
            signatureVersion: signatureVersion,
            seenAt: clock.now,
            isHealthy: isHealthy
        )
        try await supply.engineRecords().report(record)
    }

    /// What an engine says of a document, as its scanner would.
    package func result(
        _ category: Category = .undetected,
        by engine: String,
        of document: Document,
        round: Int = 1,
        signatureVersion: String = "s1",
        text: String = ""
    ) -> EngineResult {
        let end = Instant(millisecondsSinceEpoch: clock.now.millisecondsSinceEpoch)
        return EngineResult(
            document: document.id,
            round: round,
            engine: EngineName(unchecked: engine),
            engineVersion: "1.0",
            signatureVersion: signatureVersion,
            finding: .open(category, .inline(text)),
            startedAt: end,
            endedAt: end
        )
    }

    package func results(of document: DocumentID, round: Int = 1) async throws -> [EngineResult] {
        var supply = try supply()
        return try await supply.results().results(of: document, round: round, after: nil, limit: 100).results
    }

    /// A document whose bytes are there, and what is known of it changed as a test wants it.
    package func uploaded(
        _ number: Int = 1,
        sha256: FileHash? = .test(),
        bytes: [UInt8] = Array("a file".utf8),
        _ change: (inout Document) throws -> Void = { _ in }
    ) async throws -> Document {
        let requested = try await requested(number)
        let version = try await put(bytes, as: requested.blob.key)
        var supply = try supply()
        let documents = try supply.documents()
        var document = try await documents.load(requested.id)
        let arrival = Arrival(
            blob: Self.documents.blob(requested.blob.key, version: version),
            size: ByteCount(Int64(bytes.count)),
            sha256: sha256,
            storedAt: document.value.createdAt
        )
        _ = document.value.arrived(arrival, at: document.value.createdAt)
        _ = try document.value.confirm(Confirmation(), at: document.value.createdAt)
        try change(&document.value)
        return try await documents.save(document).value
    }
}

extension FileHash {
    package static func test(_ byte: UInt8 = 1) -> FileHash {
        guard let hash = FileHash(bytes: [UInt8](repeating: byte, count: 32)) else { preconditionFailure("32 bytes") }
        return hash
    }
}
