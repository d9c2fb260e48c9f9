package import Domain
package import Time

extension Listing {
    /// Where a document stands in the list: it holds for any store, and for a list that grows meanwhile.
    package struct Position: Sendable, Hashable {
        package let createdAt: Instant
        package let document: DocumentID

        package init(createdAt: Instant, document: DocumentID) {
            self.createdAt = createdAt
            self.document = document
        }
    }
}

extension Listing.Position: Comparable {
    /// The newest comes first.
    package static func < (left: Listing.Position, right: Listing.Position) -> Bool {
        (right.createdAt, right.document) < (left.createdAt, left.document)
    }
}

/// As a client sees it, in a URL: it says nothing that its documents do not say, so nobody need sign it.
extension Listing.Position: CustomStringConvertible {
    package var description: String { "\(createdAt.millisecondsSinceEpoch)_\(document)" }

    package init(_ text: String) throws(PortError) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard
            parts.count == 2, let time = Int64(parts[0]), let document = DocumentID(String(parts[1])),
            (0...Self.latest).contains(time)
        else { throw .malformed(.position, reason: "no list that we gave out ended there") }
        self.init(createdAt: Instant(millisecondsSinceEpoch: time), document: document)
    }

    /// The end of the year 2200, well inside what an instant can hold.
    private static let latest: Int64 = 7_289_654_399_999
}

/// A part of an index: documents are spread over all of them, so that no partition gets every write.
package struct Shard: Sendable, Hashable {
    package let number: Int

    /// Enough that no partition comes near its thousand writes a second.
    ///
    /// Six hundred documents a second are planned for, each written a few times. More shards may come later; fewer
    /// would hide documents.
    package static let count = 8

    package static let all = (0..<count).map(Shard.init(number:))

    private init(number: Int) {
        self.number = number
    }

    package init(of document: DocumentID) {
        number = Int(document.uuid.bytes.last ?? 0) % Self.count
    }
}
