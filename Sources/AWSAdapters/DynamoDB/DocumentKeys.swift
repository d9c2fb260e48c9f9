import AWSClient
import Domain
import Ports
import Time

/// What lies under a document in its table, by sort key.
enum DocumentPart {
    static let record = "record"
    static let chunks = "chunks"
    static let metadata = "metadata"

    /// Digits enough that their order is the order of numbers.
    static func round(_ number: Int) -> String { "round#\(padded(number, to: 6))" }

    static func key(_ document: DocumentID, _ part: String) -> Item {
        ["document": .string("\(document)"), "part": .string(part)]
    }
}

/// The indices of the table of documents, which hold keys alone.
enum DocumentIndex {
    /// By `listed_under` and `listed_at`.
    static let byOrganisation = "by-organisation"
    /// By `due_shard` and `due_at`, of those that are due at some time.
    static let byDue = "by-due"
    /// By `likeness` and `listed_at`, of those whose hash is verified.
    static let byLikeness = "by-likeness"

    static func list(of organisation: OrganisationName, _ shard: Shard) -> String { "\(organisation)#\(shard.number)" }

    static func due(_ shard: Shard) -> String { "\(shard.number)" }

    static func place(_ position: Listing.Position) -> String {
        "\(padded(position.createdAt.millisecondsSinceEpoch, to: 14))#\(position.document)"
    }

    static func position(_ place: String) -> Listing.Position? {
        let parts = place.split(separator: "#")
        guard parts.count == 2, let time = Int64(parts[0]), let document = DocumentID(String(parts[1])) else {
            return nil
        }
        return Listing.Position(createdAt: Instant(millisecondsSinceEpoch: time), document: document)
    }

    static func likeness(_ likeness: Likeness) -> String {
        "\(likeness.organisation)#\(likeness.sha256)" + (likeness.client.map { "#\($0)" } ?? "")
    }
}

func padded(_ number: some BinaryInteger, to digits: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
