package import Domain
package import Time

/// Keeps the records of documents.
///
/// A save is conditional on what was loaded; what many may add at once is in ``Tallies``. Times are kept to the
/// millisecond.
package protocol DocumentStore: Port {
    /// Keeps a new one; `.exists` where its id is taken.
    func create(_ document: Document) async throws(PortError)

    /// Its record, also where the document was deleted and only that is left.
    func record(of id: DocumentID) async throws(PortError) -> Versioned<Document>

    /// Takes the place of the one that was loaded; `.conflict` where somebody has saved in between.
    ///
    /// Where the answer is lost, the store tells its own save from another's: a step never conflicts with itself.
    func save(_ document: Versioned<Document>) async throws(PortError) -> Versioned<Document>

    /// Removes all that is kept beside the record. What is not there is gone already.
    func clear(_ id: DocumentID) async throws(PortError)

    /// Removes the record, by which whoever clears can begin again: it goes last.
    func delete(_ id: DocumentID) async throws(PortError)

    /// An organisation's documents, the newest first, from a position on.
    ///
    /// One that was made a moment ago may be missing.
    func list(
        _ organisation: OrganisationName,
        after position: Listing.Position?,
        limit: Int
    ) async throws(PortError) -> Listing

    /// Documents of one shard whose time to look after them is over, the longest overdue first.
    ///
    /// Whoever asks loads each again: what is listed may be a moment old.
    func due(before now: Instant, shard: Shard, limit: Int) async throws(PortError) -> [DocumentID]

    /// Documents with the same bytes, whose results may serve again: the newest first.
    ///
    /// The one that asks may be among them, and those that have no results yet.
    func twins(of likeness: Likeness, limit: Int) async throws(PortError) -> [DocumentID]
}

extension DocumentStore {
    /// A document that was deleted is none.
    package func load(_ id: DocumentID) async throws(PortError) -> Versioned<Document> {
        let document = try await record(of: id)
        guard document.value.state != .deleted else { throw .unknown(.document(id)) }
        return document
    }

    /// To whoever asks for another organisation's document there is none.
    package func load(
        _ id: DocumentID,
        of organisation: OrganisationName
    ) async throws(PortError) -> Versioned<Document> {
        let document = try await load(id)
        guard document.value.organisation == organisation else { throw .unknown(.document(id)) }
        return document
    }
}

/// A page of documents.
package struct Listing: Sendable, Equatable {
    package let entries: [Position]
    /// Nil where this is the end.
    package let next: Position?

    package init(entries: [Position], next: Position?) {
        self.entries = entries
        self.next = next
    }
}
