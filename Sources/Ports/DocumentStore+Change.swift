package import Domain

extension DocumentStore {
    /// Loads a document, lets the caller decide, and saves what was decided, if it is anything; on a conflict once more
    /// from the beginning.
    ///
    /// With an organisation, another's document is none. One that was deleted is none but for those who clear up.
    package func change<Outcome: Sendable>(
        _ id: DocumentID,
        of organisation: OrganisationName? = nil,
        evenDeleted: Bool = false,
        _ decide: (inout Document) async throws(PortError) -> Outcome
    ) async throws(PortError) -> (document: Document, outcome: Outcome) {
        let document = try await current(id, evenDeleted)
        if let organisation, document.value.organisation != organisation { throw .unknown(.document(id)) }
        return try await change(loaded: document, evenDeleted: evenDeleted, decide)
    }

    /// The same from a document that was loaded a moment ago, which is loaded again only where somebody has saved
    /// since.
    ///
    /// Whoever decides to change nothing has decided it of the document as it was loaded.
    package func change<Outcome: Sendable>(
        loaded: Versioned<Document>,
        evenDeleted: Bool = false,
        _ decide: (inout Document) async throws(PortError) -> Outcome
    ) async throws(PortError) -> (document: Document, outcome: Outcome) {
        var document = loaded
        var attempts = 0
        while true {
            attempts += 1
            let before = document.value
            let outcome = try await decide(&document.value)
            guard document.value != before else { return (before, outcome) }
            do throws(PortError) {
                return (try await save(document).value, outcome)
            } catch {
                guard case .conflict = error, attempts < ChangeLimits.attempts else { throw error }
            }
            document = try await current(before.id, evenDeleted)
        }
    }

    private func current(_ id: DocumentID, _ evenDeleted: Bool) async throws(PortError) -> Versioned<Document> {
        try await evenDeleted ? record(of: id) : load(id)
    }
}

package enum ChangeLimits {
    /// Those who change one document at the same moment are a handful; who still conflicts comes again later.
    package static let attempts = 5
}
