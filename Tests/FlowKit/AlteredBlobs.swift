package import Domain
package import Hosting
package import Ports
package import Time
package import Wiring

/// A store of bytes that differs in one call from the one behind it: what a test gives no other body goes through.
package protocol AlteredBlobs: BlobStore {
    var blobs: any BlobStore { get set }
}

extension AlteredBlobs {
    package func until(_ deadline: Instant) -> Self {
        var altered = self
        altered.blobs = blobs.until(deadline)
        return altered
    }

    package func head(_ blob: Blob) async throws(PortError) -> BlobFacts { try await blobs.head(blob) }

    package func read(_ blob: Blob, _ range: Range<Int64>) async throws(PortError) -> [UInt8] {
        try await blobs.read(blob, range)
    }

    package func read(_ blob: Blob, into sink: any ByteSink) async throws(PortError) {
        try await blobs.read(blob, into: sink)
    }

    package func sha256(of blob: Blob) async throws(PortError) -> FileHash { try await blobs.sha256(of: blob) }

    package func write(_ bytes: [UInt8], to blob: Blob, type: String) async throws(PortError) -> Blob {
        try await blobs.write(bytes, to: blob, type: type)
    }

    package func delete(_ blobs: [Blob]) async throws(PortError) { try await self.blobs.delete(blobs) }

    package func upload(_ terms: UploadTerms, at now: Instant, for life: Duration) async throws(PortError)
        -> UploadGrant
    {
        try await blobs.upload(terms, at: now, for: life)
    }

    package func form(_ terms: FormTerms, at now: Instant, for life: Duration) async throws(PortError) -> FormGrant {
        try await blobs.form(terms, at: now, for: life)
    }

    package func download(_ blob: Blob, at now: Instant, for life: Duration) async throws(PortError) -> GrantURL {
        try await blobs.download(blob, at: now, for: life)
    }
}

/// The ports of AWS, but for the bytes.
package struct SupplyOfAltered: Supply {
    private var supply: AWSSupply
    private let alter: (any BlobStore) -> any BlobStore

    package init(_ supply: AWSSupply, _ alter: @escaping (any BlobStore) -> any BlobStore) {
        self.supply = supply
        self.alter = alter
    }

    package var settings: Settings {
        get { supply.settings }
        set { supply.settings = newValue }
    }

    package mutating func documents() throws -> any DocumentStore { try supply.documents() }
    package mutating func tallies() throws -> any Tallies { try supply.tallies() }
    package mutating func metadata() throws -> any MetadataStore { try supply.metadata() }
    package mutating func results() throws -> any ResultStore { try supply.results() }
    package mutating func leases() throws -> any Leases { try supply.leases() }
    package mutating func accounts() throws -> any Accounts { try supply.accounts() }
    package mutating func engineRecords() throws -> any EngineRecords { try supply.engineRecords() }
    package mutating func engineQueues() throws -> any EngineQueues { try supply.engineQueues() }
    package mutating func catalogue() throws -> any EngineCatalogue { try supply.catalogue() }
    package mutating func blobs() throws -> any BlobStore { alter(try supply.blobs()) }
    package mutating func bus(to destinations: Set<Destination>) throws -> any MessageBus {
        try supply.bus(to: destinations)
    }
    package mutating func queueControl() throws -> any QueueControl { try supply.queueControl() }
}
