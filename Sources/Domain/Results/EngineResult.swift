package import Time

/// What one engine says of one document in one round.
package struct EngineResult: Sendable, Hashable {
    package let document: DocumentID
    package let round: Int
    package let engine: EngineName
    package let engineVersion: String
    package let signatureVersion: String
    package let finding: Finding
    package let startedAt: Instant
    package let endedAt: Instant
    /// It came after the round had been answered in its place.
    package var isLate: Bool
    package let origin: Origin

    package init(
        document: DocumentID,
        round: Int,
        engine: EngineName,
        engineVersion: String,
        signatureVersion: String,
        finding: Finding,
        startedAt: Instant,
        endedAt: Instant,
        isLate: Bool = false,
        origin: Origin = .scanned
    ) {
        self.document = document
        self.round = round
        self.engine = engine
        self.engineVersion = engineVersion
        self.signatureVersion = signatureVersion
        self.finding = finding
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.isLate = isLate
        self.origin = origin
    }

    /// Readable, or sealed for the uploader alone.
    package enum Finding: Sendable, Hashable {
        case open(Category, ResultText)
        case sealed(ResultText)
    }

    /// Whether this document was scanned, or another with the same bytes.
    package enum Origin: Sendable, Hashable {
        case scanned
        /// A sealed result can only be opened with the document that it was sealed for.
        case reused(sealedFor: DocumentID?)
    }
}

extension EngineResult {
    /// What of it is stored apart, where anything is.
    package var storedText: Blob? {
        switch finding {
        case .open(_, .stored(let blob, _)), .sealed(.stored(let blob, _)): blob
        case .open(_, .inline), .sealed(.inline): nil
        }
    }
}

/// The text of a result, which is stored apart where it is long.
package enum ResultText: Sendable, Hashable {
    case inline(String)
    case stored(Blob, size: ByteCount)

    /// Kept with the result up to here: an item holds 400 KB, and a page of results should hold many.
    package static let longestInline = 65_536
}
