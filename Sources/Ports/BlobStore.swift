package import Domain
package import Time

/// Keeps bytes, and lets others bring and fetch them without passing through us.
package protocol BlobStore: Port {
    func head(_ blob: Blob) async throws(PortError) -> BlobFacts

    /// The bytes of a range, less where the object ends before it; `.tooLarge` above ``BlobLimits/read``.
    func read(_ blob: Blob, _ range: Range<Int64>) async throws(PortError) -> [UInt8]

    /// All of it, piece by piece, as fast as the sink takes them.
    func read(_ blob: Blob, into sink: any ByteSink) async throws(PortError)

    /// Reads all of it once, and tells the hash of what was read.
    func sha256(of blob: Blob) async throws(PortError) -> FileHash

    /// Keeps small bytes of our own; `.exists` where something is there already.
    func write(_ bytes: [UInt8], to blob: Blob, type: String) async throws(PortError) -> Blob

    /// What is not there is gone already.
    func delete(_ blobs: [Blob]) async throws(PortError)

    /// A URL that stores one object and nothing else.
    func upload(_ terms: UploadTerms, at now: Instant, for life: Duration) async throws(PortError) -> UploadGrant

    /// A form for pages that cannot know the hash, or the exact size, before they send.
    func form(_ terms: FormTerms, at now: Instant, for life: Duration) async throws(PortError) -> FormGrant

    /// A URL that reads one object.
    func download(_ blob: Blob, at now: Instant, for life: Duration) async throws(PortError) -> GrantURL
}

package enum BlobLimits {
    /// Of a range that is read into memory: as much as metadata need at once.
    package static let read = 8 << 20
    /// Of one call that deletes.
    package static let delete = 1_000
    /// Of one key, that are deleted at once: more than anybody stores by mistake, and the bucket's own rules see to the
    /// rest.
    package static let versions = 100
}

/// Takes bytes as they come.
package protocol ByteSink: Sendable {
    func take(_ piece: [UInt8]) async throws(PortError)
}

/// What a store knows of an object.
package struct BlobFacts: Sendable, Equatable {
    /// With its version, where the store keeps versions.
    package let blob: Blob
    package let size: ByteCount
    package let type: String?
    /// Changes with the content.
    package let tag: String
    /// Only where the store itself computed it over all the bytes, and not over hashes of parts.
    package let sha256: FileHash?
    package let storedAt: Instant?

    package init(
        blob: Blob,
        size: ByteCount,
        type: String?,
        tag: String,
        sha256: FileHash?,
        storedAt: Instant?
    ) {
        self.blob = blob
        self.size = size
        self.type = type
        self.tag = tag
        self.sha256 = sha256
        self.storedAt = storedAt
    }
}
