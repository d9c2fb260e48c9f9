import Domain
package import Hosting
import Ports

/// Has a document scanned again, by all engines or by some.
package struct Rescan: Step {
    private let documents: any DocumentStore
    private let tallies: any Tallies
    private let catalogue: any EngineCatalogue
    private let bus: any MessageBus

    package init(_ supply: inout some Supply) throws {
        documents = try supply.documents()
        tallies = try supply.tallies()
        catalogue = try supply.catalogue()
        bus = try supply.bus(to: [.orchestrator])
    }

    package func handle(
        _ event: RescanRequest,
        context: InvocationContext
    ) async throws(StepFailure) -> AcceptedDocument {
        let requester = try context.requester(.upload)
        do {
            let engines = try await engines(event.engines, context)
            let (document, decision) = try await documents.until(context.deadline)
                .change(event.document, of: requester.organisation) { document throws(PortError) in
                    try await decide(engines, on: &document, context)
                }
            try await bus.until(context.deadline).send(try decision.get())
            return AcceptedDocument(document, origin: event.origin, at: context.now)
        } catch {
            throw StepFailure(error)
        }
    }

    private func decide(
        _ engines: Set<EngineName>?,
        on document: inout Document,
        _ context: InvocationContext
    ) async throws(PortError) -> Result<Message, Refusal> {
        let hasBegun = try await hasBegun(document, context)
        do throws(Refusal) {
            return .success(try document.rescan(engines, hasBegun: hasBegun, at: context.now))
        } catch {
            return .failure(error)
        }
    }

    /// Whether engines have been chosen for the round that a document is in.
    private func hasBegun(_ document: Document, _ context: InvocationContext) async throws(PortError) -> Bool {
        guard document.state == .scanning else { return false }
        let tally = try await tallies.until(context.deadline).round(document.round, of: document.id)
        return !tally.expected.isEmpty
    }

    private func engines(_ names: [String]?, _ context: InvocationContext) async throws -> Set<EngineName>? {
        guard let names else { return nil }
        let known = try await catalogue.until(context.deadline).current().engines.filter(\.isEnabled).map(\.name)
        // As many names as a body holds may come: each is looked at once.
        let wanted = Set(names)
        let engines = Set(known.filter { wanted.contains($0.text) })
        guard wanted.count == engines.count else {
            let list = known.sorted().map(\.text).joined(separator: ", ")
            let sentence = "engines: not all of them are in the catalogue. There are: \(list)."
            throw StepFailure.reject(Fault(.invalid, "unknown-engine", sentence))
        }
        return engines
    }
}
