/// What steps tell each other.
///
/// Each may come twice, late, and before what was sent earlier.
package enum Message: Sendable, Equatable {
    case metadataRequested(DocumentID)
    /// With the media type that the content has.
    case metadataExtracted(DocumentID, type: String)
    case hashRequested(DocumentID)
    case hashed(DocumentID, FileHash)
    /// Another round is to begin: of all engines, or of some.
    case roundRequested(DocumentID, round: Int, engines: Set<EngineName>?)
    case scanRequested(ScanRequest)
    /// It is time to look whether engines of this round are still missing.
    case deadline(DocumentID, round: Int)
    case engineFinished(EngineResult)
    /// Whoever watches a document may look again.
    case documentUpdated(DocumentID)
}

/// What an engine is to look at.
package struct ScanRequest: Sendable, Hashable, Codable {
    package let document: DocumentID
    package let round: Int
    /// In order; a subscription filters on its own name.
    package let engines: [EngineName]
    package let blob: Blob
    package let size: ByteCount

    package init(document: DocumentID, round: Int, engines: Set<EngineName>, blob: Blob, size: ByteCount) {
        self.document = document
        self.round = round
        self.engines = engines.sorted()
        self.blob = blob
        self.size = size
    }
}

/// Where a message goes; the deployment says which queue or topic that is.
package enum Destination: String, Sendable, Hashable, CaseIterable {
    case orchestrator, metadata, hashing, scans, results, updates
}

extension Message {
    package var destination: Destination {
        switch self {
        case .metadataExtracted, .hashed, .roundRequested, .deadline: .orchestrator
        case .metadataRequested: .metadata
        case .hashRequested: .hashing
        case .scanRequested: .scans
        case .engineFinished: .results
        case .documentUpdated: .updates
        }
    }
}
