import AWSClient
import Domain
import Encoding
import Ports
import Time

/// A document's record as an item of its table.
struct DocumentItem: Codable {
    // Keys, of the table and of its indices.
    let document: DocumentID
    let part: String
    /// Organisation and shard; nothing for a document that was deleted.
    let listedUnder: String?
    /// When it was made, and its id: the order of every list.
    let listedAt: String
    /// Only as long as somebody must look after it, so that the index holds no others.
    let dueShard: String?
    let dueAt: Int64?
    /// Whose results may serve for it.
    let likeness: String?

    let revision: Int
    /// Who saved it: a save whose answer was lost knows itself by this.
    let saver: UUID

    let organisation: OrganisationName
    let owner: OwnerName
    let fileName: FileName
    let claimedSize: ByteCount?
    let claimedType: String?
    let claimedSHA256: FileHash?
    let fileSize: ByteCount?
    let fileType: String?
    let sha256: FileHash?
    let uploadedAt: Instant?
    let version: PipelineVersion
    let bucket: String
    let region: String
    let file: String
    let objectVersion: String?
    /// -1 where it is not known yet.
    let chunkCount: Int?
    let client: ClientKey?
    /// Base64.
    let job: String?
    let signature: String?
    let createdAt: Instant
    let updatedAt: Instant
    let status: Status
    let reason: String?
    let confirmed: Bool?
    let revived: Bool?
    let round: Int
    let anew: [EngineName]?

    enum Status: String, Codable {
        case requested, uploading, uploaded, extracting, scanning, processed, expired, archived, deleted
        case failed = "error"
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case document, part, likeness, revision, saver, organisation, owner, sha256, version, bucket, region, file
        case client, job, signature, status, reason, confirmed, revived, round, anew
        case listedUnder = "listed_under"
        case listedAt = "listed_at"
        case dueShard = "due_shard"
        case dueAt = "due_at"
        case fileName = "file_name"
        case claimedSize = "claimed_size"
        case claimedType = "claimed_type"
        case claimedSHA256 = "claimed_sha256"
        case fileSize = "file_size"
        case fileType = "file_type"
        case uploadedAt = "uploaded_at"
        case objectVersion = "object_version"
        case chunkCount = "chunk_count"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }
}

extension DocumentItem {
    init(_ value: Document, revision: Int, saver: UUID) {
        document = value.id
        part = DocumentPart.record
        let isListed = value.state != .deleted
        listedUnder = isListed ? DocumentIndex.list(of: value.organisation, Shard(of: value.id)) : nil
        listedAt = DocumentIndex.place(Listing.Position(createdAt: value.createdAt, document: value.id))
        dueShard = value.due.map { _ in DocumentIndex.due(Shard(of: value.id)) }
        dueAt = value.due?.millisecondsSinceEpoch
        likeness = value.likeness.map(DocumentIndex.likeness)
        self.revision = revision
        self.saver = saver
        organisation = value.organisation
        owner = value.owner
        fileName = value.claim.name
        claimedSize = value.claim.size
        claimedType = value.claim.type
        claimedSHA256 = value.claim.sha256
        fileSize = value.verified?.size
        fileType = value.verified?.type
        sha256 = value.verified?.sha256
        uploadedAt = value.verified?.uploadedAt
        version = value.version
        bucket = value.blob.bucket
        region = value.blob.region
        file = value.blob.key
        objectVersion = value.blob.version
        chunkCount = value.chunkCount?.stored
        client = value.sealing?.client
        job = (value.sealing?.job).map(Base64.encode)
        signature = value.sealing?.signature
        createdAt = value.createdAt
        updatedAt = value.updatedAt
        (status, reason, confirmed) = value.state.stored
        revived = value.isRevived ? true : nil
        round = value.round
        anew = value.anew?.sorted()
    }

    var value: Document {
        get throws(PortError) {
            var document = Document(
                id: document,
                organisation: organisation,
                owner: owner,
                claim: FileClaim(name: fileName, size: claimedSize, type: claimedType, sha256: claimedSHA256),
                version: version,
                blob: Blob(bucket: bucket, region: region, key: file, version: objectVersion),
                chunkCount: chunkCount.map { $0 < 0 ? .unknown : .known($0) },
                sealing: try sealing,
                createdAt: createdAt,
                due: dueAt.map(Instant.init(millisecondsSinceEpoch:))
            )
            document.verified = verified
            document.updatedAt = updatedAt
            document.state = try state
            document.isRevived = revived ?? false
            document.round = round
            document.anew = anew.map(Set.init)
            return document
        }
    }

    private var verified: VerifiedFile? {
        guard let fileSize, let uploadedAt else { return nil }
        return VerifiedFile(size: fileSize, type: fileType, sha256: sha256, uploadedAt: uploadedAt)
    }

    private var sealing: Sealing? {
        get throws(PortError) {
            guard let client else { return nil }
            guard let job = job.flatMap(Base64.decode), let signature else {
                throw .malformed(.document(document), reason: "a client without its job and signature")
            }
            return Sealing(client: client, job: job, signature: signature)
        }
    }

    private var state: Document.State {
        get throws(PortError) {
            switch status {
            case .requested: return .requested
            case .uploading: return .uploading(confirmed: confirmed ?? false)
            case .uploaded: return .uploaded
            case .extracting: return .extracting
            case .scanning: return .scanning
            case .processed: return .processed(reason: reason)
            case .expired: return .expired
            case .archived: return .archived
            case .deleted: return .deleted
            case .failed:
                guard let failure = reason.flatMap(Document.Failure.init(rawValue:)) else {
                    throw .malformed(.document(document), reason: "it failed for a reason that is not known here")
                }
                return .failed(failure)
            }
        }
    }
}

extension Document.State {
    fileprivate var stored: (DocumentItem.Status, reason: String?, confirmed: Bool?) {
        switch self {
        case .requested: (.requested, nil, nil)
        case .uploading(let confirmed): (.uploading, nil, confirmed)
        case .uploaded: (.uploaded, nil, nil)
        case .extracting: (.extracting, nil, nil)
        case .scanning: (.scanning, nil, nil)
        case .processed(let reason): (.processed, reason, nil)
        case .expired: (.expired, nil, nil)
        case .archived: (.archived, nil, nil)
        case .deleted: (.deleted, nil, nil)
        case .failed(let failure): (.failed, failure.rawValue, nil)
        }
    }
}

extension Document.ChunkCount {
    fileprivate var stored: Int {
        switch self {
        case .unknown: -1
        case .known(let count): count
        }
    }
}
