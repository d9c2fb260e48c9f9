import Domain
package import Hosting
import Ports

/// Does away with a document: bytes, results, metadata and record.
///
/// The record goes last, so that a call that broke off is made again; after it the document is unknown. An uploader may
/// delete what it handed over itself, an administrator whatever its organisation has.
package struct Delete: Step {
    private let documents: any DocumentStore
    private let results: any ResultStore
    private let leases: any Leases
    private let accounts: any Accounts
    private let blobs: any BlobStore

    package init(_ supply: inout some Supply) throws {
        documents = try supply.documents()
        results = try supply.results()
        leases = try supply.leases()
        accounts = try supply.accounts()
        blobs = try supply.blobs()
    }

    package func handle(_ event: DeleteRequest, context: InvocationContext) async throws(StepFailure) -> Deleted {
        let requester = try context.requester(.upload)
        do {
            let documents = documents.until(context.deadline)
            let found = try await documents.load(event.document, of: requester.organisation).value
            guard requester.mayDelete(found) else { throw StepFailure.forbidden(requester.role) }
            let document = try await withdraw(found, documents, context)
            var remains = Deleted.Remains()
            remains.files = try await deleteFile(of: document, context)
            remains.results = try await deleteResults(of: document, context)
            try await leases.until(context.deadline).delete(document.id)
            try await documents.delete(document.id)
            return Deleted(id: document.id, deleted: remains)
        } catch {
            throw StepFailure(error)
        }
    }

    /// An upload that nobody waits for any more is given back to the plan: once, as the change is saved first.
    private func withdraw(
        _ document: Document,
        _ documents: any DocumentStore,
        _ context: InvocationContext
    ) async throws(PortError) -> Document {
        guard document.verified == nil else { return document }
        let (withdrawn, effects) = try await documents.change(document.id, of: document.organisation) {
            document throws(PortError) in document.withdraw(at: context.now)
        }
        for effect in effects {
            guard case .settle(let reservation, let ending) = effect else { continue }
            try await accounts.until(context.deadline).end(reservation, ending)
        }
        return withdrawn
    }

    /// All versions of it: whoever had the URL may have stored several, and not all of them need have been noticed.
    private func deleteFile(of document: Document, _ context: InvocationContext) async throws(PortError) -> Int {
        let blobs = blobs.until(context.deadline)
        var count = 0
        var next: Blob? = document.blob.version == nil ? nil : document.blob
        repeat {
            if let blob = next {
                try await blobs.delete([blob])
                count += 1
            }
            // Under the key of a drop lie the files of other documents, each a version.
            guard !document.isDrop, count < Self.mostVersions else { return count }
            let place = Blob(bucket: document.blob.bucket, region: document.blob.region, key: document.blob.key)
            next = try await blobs.arrival(of: place, at: context.now)?.blob
        } while next != nil
        return count
    }

    /// More than anybody stores by mistake; the bucket's own rules see to the rest.
    private static let mostVersions = 100

    /// Texts that are stored apart first: only the results know where they are.
    private func deleteResults(of document: Document, _ context: InvocationContext) async throws(PortError) -> Int {
        let results = results.until(context.deadline)
        var count = 0
        for round in stride(from: 1, through: document.round, by: 1) {
            var last: EngineName?
            repeat {
                let page = try await results.results(of: document.id, round: round, after: last, limit: Self.page)
                count += page.results.count
                let texts = page.results.compactMap(\.storedText)
                if !texts.isEmpty { try await blobs.until(context.deadline).delete(texts) }
                last = page.hasMore ? page.results.last?.engine : nil
            } while last != nil
        }
        try await results.delete(document.id)
        return count
    }

    private static let page = 100
}
