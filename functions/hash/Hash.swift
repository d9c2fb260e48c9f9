package import Domain
package import Hosting
import Ports
import Time

/// Reads a document's bytes once, where nobody has told their hash.
package struct Hash: Step {
    private let documents: any DocumentStore
    private let blobs: any BlobStore
    private let bus: any MessageBus

    /// For handing over what was found, or that the time was over.
    private static let reserve: Duration = .seconds(1)

    package init(_ supply: inout some Supply) throws {
        documents = try supply.documents()
        blobs = try supply.blobs()
        bus = try supply.bus(to: [.orchestrator])
    }

    package func handle(_ event: Message, context: InvocationContext) async throws(StepFailure) -> Done {
        guard case .hashRequested(let id) = event else { throw .wrongMessage }
        do {
            if let sha256 = try await sha256(of: id, context) {
                try await bus.until(context.deadline).send(.hashed(id, sha256))
            }
            return Done()
        } catch {
            return try context.done(unlessDeleted: error)
        }
    }

    /// What the orchestrator waits for; nil where it waits for none.
    private func sha256(of id: DocumentID, _ context: InvocationContext) async throws(PortError) -> FileHash? {
        let document = try await documents.until(context.deadline).load(id).value
        guard document.isBeingPrepared, let verified = document.verified else { return nil }
        // Told before, perhaps to nobody.
        if let known = verified.sha256 { return known }
        return try await blobs.until(context.deadline - Self.reserve).sha256(of: document.blob)
    }
}
