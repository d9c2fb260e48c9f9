package import Domain
package import Ports

/// Where a step's ports come from, once, at the start of its process.
///
/// What a port needs is asked of the settings, which note what is missing: the step is never told of a port that has no
/// place, for the start fails and says all of it at once.
package protocol Supply {
    var settings: Settings { get set }

    mutating func documents() throws -> any DocumentStore
    mutating func tallies() throws -> any Tallies
    mutating func metadata() throws -> any MetadataStore
    mutating func results() throws -> any ResultStore
    mutating func leases() throws -> any Leases
    mutating func accounts() throws -> any Accounts
    mutating func engineRecords() throws -> any EngineRecords
    mutating func engineQueues() throws -> any EngineQueues
    mutating func catalogue() throws -> any EngineCatalogue
    mutating func blobs() throws -> any BlobStore
    /// A bus that leads to these destinations, and to no others.
    mutating func bus(to destinations: Set<Destination>) throws -> any MessageBus
    /// Whatever carries out orders about the messages of the function's own queue.
    mutating func queueControl() throws -> any QueueControl
}

extension Supply {
    /// The bucket of uploads and drops, and its region.
    package mutating func documentsBucket() -> BucketPlace {
        BucketPlace(
            bucket: settings.required("DOCUMENTS_BUCKET") ?? "",
            region: settings.required("AWS_REGION") ?? ""
        )
    }
}

extension Supply {
    /// What follows for those who take what was uploaded, or give up what was not.
    package mutating func aftermath(_ blobs: any BlobStore, _ erasure: Erasure? = nil) throws -> Aftermath {
        Aftermath(
            try bus(to: [.metadata, .hashing, .orchestrator, .updates]),
            blobs,
            try accounts(),
            erasure
        )
    }
}

/// A bucket without a key.
package struct BucketPlace: Sendable, Equatable {
    package let bucket: String
    package let region: String

    package init(bucket: String, region: String) {
        self.bucket = bucket
        self.region = region
    }

    package func blob(_ key: String, version: String? = nil) -> Blob {
        Blob(bucket: bucket, region: region, key: key, version: version)
    }
}
