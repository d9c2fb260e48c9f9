import Encoding
package import Time

/// What an object in the bucket of documents is, as its key says.
package enum UploadKey: Sendable, Equatable {
    /// The bytes of a document whose upload was asked for.
    case document(DocumentID)
    /// A file that somebody put there without asking.
    case drop(OrganisationName, FileName)
    /// The mark of a folder, as consoles make it: nobody's file.
    case folder
    /// What we have written there ourselves: results that are too long for their table.
    case result

    /// `<2 hex digits of the id>/<year>/<month>/<id>`, `drop/<organisation>/…/<name>`, or `results/…`; nil for anything
    /// else.
    package init?(_ key: String) {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.count >= 2, parts[0] == Self.results {
            self = .result
            return
        }
        if parts.count >= 3, parts[0] == Self.drops {
            guard OrganisationName.isValid(parts[1]), let last = parts.last else { return nil }
            self = last.isEmpty ? .folder : .drop(OrganisationName(unchecked: parts[1]), FileName(nearest: last))
            return
        }
        guard parts.count == 4, let id = DocumentID(parts[3]), id.description == parts[3],
            parts[0] == Self.spread(id), Self.isNumber(parts[1], digits: 4), Self.isNumber(parts[2], digits: 2)
        else { return nil }
        self = .document(id)
    }

    /// The key for a new upload.
    package static func key(for document: DocumentID, at now: Instant) -> String {
        let day = now.rfc3339
        return "\(spread(document))/\(day.prefix(4))/\(day.dropFirst(5).prefix(2))/\(document)"
    }

    package static let drops = "drop"
    package static let results = "results"

    /// The first digits of a random id: keys are spread over all of a bucket's partitions.
    private static func spread(_ id: DocumentID) -> String { String(id.description.prefix(2)) }

    private static func isNumber(_ text: String, digits: Int) -> Bool {
        text.utf8.count == digits && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

extension Document {
    /// Whether nobody asked for its upload: it counts towards no plan and needs no confirmation.
    package var isDrop: Bool { blob.key.hasPrefix("\(UploadKey.drops)/") }

    /// The document of a file that was dropped into the bucket.
    package init(drop arrival: Arrival, of organisation: OrganisationName, name: FileName, version: PipelineVersion) {
        self.init(
            id: DocumentID(ofDrop: arrival.blob),
            organisation: organisation,
            owner: .dropped,
            claim: FileClaim(name: name),
            version: version,
            blob: arrival.blob,
            createdAt: arrival.storedAt,
            due: arrival.storedAt + Waiting.forProgress
        )
    }
}

extension OwnerName {
    /// Of files that were dropped into the bucket: nobody knows by whom.
    package static let dropped = OwnerName(unchecked: "drop")
}
