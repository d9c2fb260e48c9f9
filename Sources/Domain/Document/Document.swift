package import Time

/// A file that was handed over, from the request for an upload to its end.
///
/// Chunks, rounds, metadata and results are kept beside it, so that this stays small.
package struct Document: Sendable, Equatable {
    package let id: DocumentID
    package let organisation: OrganisationName
    package let owner: OwnerName
    package var claim: FileClaim
    /// Nil until all the bytes are there.
    package var verified: VerifiedFile?
    /// The version of the pipeline that its client chose.
    package let version: PipelineVersion
    /// Its bytes; the version of the object is known once they are there.
    package var blob: Blob
    /// Nil for a file of one object; else the number of chunks, once somebody has said it.
    package var chunkCount: ChunkCount?
    /// Nil where results may be read by all of the organisation.
    package let sealing: Sealing?
    package let createdAt: Instant
    package var updatedAt: Instant
    package var state: State
    /// Which scan of it this is, from 1; 0 before the first.
    package var round: Int
    /// Who is to look anew in a round that somebody asked for; nil where it is everybody.
    package var anew: Set<EngineName>?
    /// When somebody must look whether it goes on; nil once it has ended.
    package var due: Instant?
    /// Whether it had expired when its bytes came after all: that happens once.
    package var isRevived = false

    package init(
        id: DocumentID,
        organisation: OrganisationName,
        owner: OwnerName,
        claim: FileClaim,
        version: PipelineVersion,
        blob: Blob,
        chunkCount: ChunkCount? = nil,
        sealing: Sealing? = nil,
        createdAt: Instant,
        due: Instant?
    ) {
        self.id = id
        self.organisation = organisation
        self.owner = owner
        self.claim = claim
        self.version = version
        self.blob = blob
        self.chunkCount = chunkCount
        self.sealing = sealing
        self.createdAt = createdAt
        self.due = due
        updatedAt = createdAt
        state = .requested
        round = 0
    }
}

extension Document {
    /// Of a file that comes in chunks.
    package enum ChunkCount: Sendable, Hashable {
        case unknown
        case known(Int)
    }

    package enum State: Sendable, Hashable {
        /// Somebody may upload; nothing has come.
        case requested
        /// Some chunks have come, or somebody has confirmed before the last of them.
        case uploading(confirmed: Bool)
        /// All the bytes are there, and nobody has confirmed them.
        case uploaded
        case extracting
        case scanning
        /// It has ended well, perhaps for a reason of its own, as `no engine`.
        case processed(reason: String?)
        case expired
        case archived
        case failed(Failure)
        /// Nobody is shown it any more, and what still comes for it goes away.
        case deleted
    }

    /// Why a document ended without results.
    package enum Failure: String, Sendable, CaseIterable {
        case tooLarge = "too-large"
        case sizeMismatch = "size-mismatch"
        case checksumMismatch = "checksum-mismatch"
        /// Its metadata or its hash never came.
        case stuck
    }
}
