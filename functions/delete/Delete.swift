import Domain
package import Hosting
import Ports

/// Does away with a document: bytes, results, metadata and record.
///
/// The record goes last, so that a call that broke off is made again; after it the document is unknown, and what is yet
/// on its way to it goes when it comes. An uploader may delete what it handed over itself, an administrator whatever
/// its organisation has.
package struct Delete: Step {
    private let documents: any DocumentStore
    private let accounts: any Accounts
    private let blobs: any BlobStore
    private let erasure: Erasure

    package init(_ supply: inout some Supply) throws {
        documents = try supply.documents()
        accounts = try supply.accounts()
        blobs = try supply.blobs()
        erasure = Erasure(documents, try supply.results(), try supply.leases(), blobs)
    }

    package func handle(_ event: DeleteRequest, context: InvocationContext) async throws(StepFailure) -> Deleted {
        let requester = try context.requester(.upload)
        do {
            let documents = documents.until(context.deadline)
            let found = try await documents.load(event.document, of: requester.organisation).value
            guard requester.mayDelete(found) else { throw Self.forbidden }
            let document = try await withdraw(found, documents, context)
            let count = try await erasure.until(context.deadline).clear(document)
            _ = try await documents.change(document.id, evenDeleted: true) { $0.forget(at: context.now) }
            return Deleted(document.id, count)
        } catch {
            throw StepFailure(error)
        }
    }

    private static let forbidden = StepFailure.reject(
        Fault(.forbidden, "forbidden", "Only who handed a document over, or an administrator, may delete it.")
    )

    /// An upload that nobody waits for any more is given back to the plan, unless it has come and nobody has noticed:
    /// once, as the change is saved first.
    private func withdraw(
        _ document: Document,
        _ documents: any DocumentStore,
        _ context: InvocationContext
    ) async throws(PortError) -> Document {
        guard document.verified == nil else { return document }
        let arrival = try await blobs.until(context.deadline).arrival(of: document.blob, at: context.now)
        let (withdrawn, effects) = try await documents.change(document.id, of: document.organisation) {
            document throws(PortError) in
            let effects = arrival.map { document.arrived($0, at: context.now) } ?? []
            return effects + document.withdraw(at: context.now)
        }
        for effect in effects {
            guard case .settle(let reservation, let ending) = effect else { continue }
            try await accounts.until(context.deadline).end(reservation, ending)
        }
        return withdrawn
    }
}
