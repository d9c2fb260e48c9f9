import Domain
package import Hosting
import Ports

/// Takes the client's word that its upload is complete, once S3 agrees.
package struct Confirm: Step {
    private let documents: any DocumentStore
    private let blobs: any BlobStore
    private let aftermath: Aftermath

    package init(_ supply: inout some Supply) throws {
        documents = try supply.documents()
        blobs = try supply.blobs()
        aftermath = try supply.aftermath(blobs)
    }

    package func handle(
        _ event: ConfirmRequest,
        context: InvocationContext
    ) async throws(StepFailure) -> AcceptedDocument {
        let requester = try context.requester(.upload)
        let blobs = blobs.until(context.deadline)
        do {
            let (document, decision) = try await documents.until(context.deadline)
                .change(event.document, of: requester.organisation) { document throws(PortError) in
                    try await decide(event.confirmation, on: &document, blobs, context)
                }
            try await aftermath.until(context.deadline).carryOut(decision.effects)
            if let refusal = decision.refusal { throw refusal }
            return AcceptedDocument(document, origin: event.origin, at: context.now)
        } catch {
            throw StepFailure(error)
        }
    }

    /// What a refusal leaves behind counts too: bytes that are too many go, whether or not somebody confirms them.
    private struct Decision {
        var effects: [Effect] = []
        var refusal: Refusal?
    }

    private func decide(
        _ confirmation: Confirmation,
        on document: inout Document,
        _ blobs: any BlobStore,
        _ context: InvocationContext
    ) async throws(PortError) -> Decision {
        var decision = Decision()
        // The store's own notice may be late, or lost: whoever confirms need not wait for it.
        if let place = document.awaited, let arrival = try await blobs.arrival(of: place, at: context.now) {
            decision.effects += document.arrived(arrival, at: context.now)
        }
        do throws(Refusal) {
            decision.effects += try document.confirm(confirmation, at: context.now)
        } catch {
            decision.refusal = error
        }
        return decision
    }
}
