import Domain
import Time

/// Engines, what they say of themselves, and the plans that are made with them.
extension Sample {
    static let everyVersion = VersionRange(from: PipelineVersion(0, 0, 0))

    static func entry(
        _ name: EngineName,
        accepts: VersionRange = everyVersion,
        types: [String]? = nil,
        sizeLimit: ByteCount? = nil,
        seconds: Int = 60,
        isEnabled: Bool = true
    ) -> Catalogue.Entry {
        Catalogue.Entry(
            name: name,
            accepts: accepts,
            types: types,
            sizeLimit: sizeLimit,
            timeLimitSeconds: seconds,
            isEnabled: isEnabled
        )
    }

    /// As the engine that ``result(_:round:engine:isLate:origin:)`` is of.
    static func record(
        _ engine: EngineName = clamav,
        version: String = "1.4.2",
        signatures: String = "27500",
        seenAt: Instant = start
    ) -> EngineRecord {
        EngineRecord(
            engine: engine,
            engineVersion: version,
            signatureVersion: signatures,
            seenAt: seenAt,
            isHealthy: true
        )
    }

    static func plan(
        round: Int = 1,
        _ choice: [Catalogue.Entry],
        records: [EngineRecord] = [],
        earlier: [EngineResult] = [],
        forced: Set<EngineName>? = [],
        at now: Instant = start
    ) -> RoundPlan {
        RoundPlan(
            round: round,
            of: document(in: .ready),
            choice,
            records: records,
            earlier: earlier,
            forced: forced,
            at: now
        )
    }

    /// The same document, had it been sealed for a client.
    static func sealed(_ document: Document, for client: ClientKey) -> Document {
        var sealed = Document(
            id: document.id,
            organisation: document.organisation,
            owner: document.owner,
            claim: document.claim,
            version: document.version,
            blob: document.blob,
            sealing: Sealing(client: client, job: Array("{}".utf8), signature: "30"),
            createdAt: document.createdAt,
            due: document.due
        )
        sealed.verified = document.verified
        sealed.updatedAt = document.updatedAt
        sealed.state = document.state
        sealed.round = document.round
        return sealed
    }
}
