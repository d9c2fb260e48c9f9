package import Domain
package import Hosting
import Inspection
import Ports

/// Looks into a file for what a person wants to know of it, and tells its type to the orchestrator.
package struct ExtractMetadata: Step {
    private let documents: any DocumentStore
    private let metadata: any MetadataStore
    private let blobs: any BlobStore
    private let bus: any MessageBus

    /// What the pairs are made by: whoever changes what is told changes this.
    package static let scriptVersion = "basic-1"

    package init(_ supply: inout some Supply) throws {
        documents = try supply.documents()
        metadata = try supply.metadata()
        blobs = try supply.blobs()
        bus = try supply.bus(to: [.orchestrator])
    }

    package func handle(_ event: Message, context: InvocationContext) async throws(StepFailure) -> Done {
        guard case .metadataRequested(let id) = event else { throw .wrongMessage }
        do {
            let document = try await documents.until(context.deadline).load(id).value
            guard let type = try await type(of: document, context) else { return Done() }
            try await bus.until(context.deadline).send(.metadataExtracted(id, type: type))
            return Done()
        } catch {
            return try context.done(unlessDeleted: error)
        }
    }

    /// Nil where nobody waits for it any more: it is known, or the document has ended.
    ///
    /// A message that comes again looks again, for the announcement may have been lost after the save.
    private func type(of document: Document, _ context: InvocationContext) async throws(PortError) -> String? {
        guard document.preparations.contains(.metadataRequested(document.id)), let verified = document.verified else {
            return nil
        }
        let window = BlobWindow(document.blob, size: verified.size, in: blobs.until(context.deadline))
        let findings = try await inspect(window, name: document.claim.name.text)
        let metadata = Metadata(
            scriptVersion: Self.scriptVersion,
            extractedAt: context.now,
            pairs: findings.pairs
        )
        try await self.metadata.until(context.deadline).save(metadata, of: document.id)
        return findings.mediaType
    }
}
