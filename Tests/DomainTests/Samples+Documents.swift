import Domain
import Time

/// Documents in every state, each as its transitions would leave it.
extension Sample {
    static let organisation = OrganisationName(unchecked: "acme")
    static let place = Blob(bucket: "documents", region: "eu-west-1", key: "ab/2025/09/id")
    static let claimed = FileClaim(name: FileName(unchecked: "report.pdf"))
    static let hour: Duration = .seconds(3_600)

    /// Asked for at `start`, looked after half an hour later.
    static func requested(_ claim: FileClaim = claimed) -> Document {
        Document(
            id: document,
            organisation: organisation,
            owner: OwnerName(unchecked: "someone"),
            claim: claim,
            version: PipelineVersion(1, 0, 0),
            blob: place,
            createdAt: start,
            due: start + Waiting.forProgress
        )
    }

    static func arrival(
        _ version: String? = "v1",
        size: ByteCount = 12,
        sha256: FileHash? = nil,
        at instant: Instant = start + .seconds(60)
    ) -> Arrival {
        var blob = place
        blob.version = version
        return Arrival(blob: blob, size: size, sha256: sha256, storedAt: instant)
    }

    static func stored(_ state: Document.State, _ claim: FileClaim = claimed, sha256: FileHash? = nil) -> Document {
        var document = requested(claim)
        document.blob.version = "v1"
        document.verified = VerifiedFile(size: 12, sha256: sha256, uploadedAt: start + .seconds(60))
        document.updatedAt = start + .seconds(60)
        document.state = state
        return document
    }

    /// One document in each state that there is, by the name under which tables speak of it.
    static func document(in stage: Stage, _ claim: FileClaim = claimed) -> Document {
        var document: Document
        switch stage {
        case .requested: return requested(claim)
        case .uploading, .confirmedUploading:
            document = requested(claim)
            document.state = .uploading(confirmed: stage == .confirmedUploading)
            return document
        case .uploaded: return stored(.uploaded, claim)
        case .extracting: return stored(.extracting, claim)
        case .ready:
            document = stored(.extracting, claim, sha256: hash)
            document.verified?.type = "text/plain"
            return document
        case .scanning, .processed, .archived:
            let states: [Stage: Document.State] = [
                .scanning: .scanning, .processed: .processed(reason: nil), .archived: .archived,
            ]
            document = stored(states[stage] ?? .archived, claim, sha256: hash)
            document.verified?.type = "text/plain"
            document.round = 1
        case .expired, .expiredTwice:
            document = stored(.expired, claim)
            document.verified = nil
            document.isRevived = stage == .expiredTwice
            return document
        case .neverCame:
            document = requested(claim)
            document.state = .expired
            return document
        case .tooLarge, .sizeMismatch, .checksumMismatch:
            let failures: [Stage: Document.Failure] = [.tooLarge: .tooLarge, .sizeMismatch: .sizeMismatch]
            document = requested(claim)
            document.state = .failed(failures[stage] ?? .checksumMismatch)
        case .hashedOtherwise: document = stored(.failed(.checksumMismatch), claim)
        case .stuck: document = stored(.failed(.stuck), claim)
        case .deleted: return deleted(claim)
        }
        if stage != .scanning { document.due = nil }
        return document
    }

    private static func deleted(_ claim: FileClaim) -> Document {
        var document = document(in: .processed, claim)
        document.forget(at: start + .seconds(60))
        return document
    }

    /// Where a document can be, told apart by what it would do next.
    enum Stage: String, CaseIterable, Sendable {
        case requested, uploading, confirmedUploading, uploaded, extracting
        /// Metadata and hash are there.
        case ready
        case scanning, processed, archived
        /// Its bytes came, and nobody confirmed them.
        case expired
        /// As before, for the second time.
        case expiredTwice
        case neverCame, tooLarge, sizeMismatch, checksumMismatch
        /// Its bytes are not those that were announced, as we have found ourselves.
        case hashedOtherwise
        case stuck
        /// All that is left says that it was there.
        case deleted
    }
}
