import Domain
package import Hosting
import Ports
import Time

/// Takes the announcement of a file, and tells where its bytes are to go.
///
/// A client that asks twice gets two documents: the one that it does not use expires.
package struct Presign: Step {
    private let documents: any DocumentStore
    private let accounts: any Accounts
    private let blobs: any BlobStore
    private let catalogue: any EngineCatalogue
    private let bucket: BucketPlace
    /// Of organisations that have none of their own.
    private let usualPlan: Plan

    package init(_ supply: inout some Supply) throws {
        documents = try supply.documents()
        accounts = try supply.accounts()
        blobs = try supply.blobs()
        catalogue = try supply.catalogue()
        bucket = supply.documentsBucket()
        usualPlan = Plan(settings: &supply.settings)
    }

    package func handle(_ event: UploadRequest, context: InvocationContext) async throws(StepFailure) -> UploadOffer {
        let requester = try context.requester(.upload)
        do {
            let version = try await version(event.version, context)
            let document = document(event.claim, version, requester, context)
            // Signing touches nothing, so it comes first: whatever fails here leaves nothing to undo.
            let grant = try await blobs.until(context.deadline)
                .upload(document.terms, at: context.now, for: Self.life)
            let form = try await blobs.until(context.deadline)
                .form(document.formTerms, at: context.now, for: Self.life)
            try await reserve(document.reservation, context)
            try await create(document, context)
            return UploadOffer(document, grant, form, origin: event.origin)
        } catch {
            throw StepFailure(error)
        }
    }

    /// How long a URL serves: as long as somebody needs to begin to send, and not much longer.
    private static let life: Duration = .seconds(15 * 60)

    private func version(
        _ wanted: String?,
        _ context: InvocationContext
    ) async throws -> PipelineVersion {
        let catalogue = try await catalogue.until(context.deadline).current()
        guard let wanted else { return catalogue.defaultVersion }
        guard let version = PipelineVersion(wanted), catalogue.versions.contains(version) else {
            let known = catalogue.versions.sorted().map(\.description).joined(separator: ", ")
            let sentence = "version: there is no such version of the pipeline. There are: \(known)."
            throw StepFailure.reject(Fault(.invalid, "unknown-version", sentence))
        }
        return version
    }

    private func document(
        _ claim: FileClaim,
        _ version: PipelineVersion,
        _ requester: Requester,
        _ context: InvocationContext
    ) -> Document {
        let id = DocumentID(.v4(from: context.random))
        // Stores keep times to the millisecond.
        let now = Instant(millisecondsSinceEpoch: context.now.millisecondsSinceEpoch)
        return Document(
            id: id,
            organisation: requester.organisation,
            owner: requester.owner,
            claim: claim,
            version: version,
            blob: bucket.blob(UploadKey.key(for: id, at: now)),
            createdAt: now,
            due: now + Waiting.forProgress
        )
    }

    private func reserve(_ reservation: Reservation, _ context: InvocationContext) async throws {
        let accounts = accounts.until(context.deadline)
        let plan = try await accounts.plan(of: reservation.organisation) ?? usualPlan
        switch try await accounts.reserve(reservation, within: plan) {
        case .granted: break
        case .exhausted(let limit):
            throw StepFailure.reject(
                Fault(
                    .overLimit(retryAfter: reservation.day.end - context.now),
                    "over-plan",
                    limit.sentence
                )
            )
        }
    }

    private func create(_ document: Document, _ context: InvocationContext) async throws(PortError) {
        do throws(PortError) {
            try await documents.until(context.deadline).create(document)
        } catch {
            await giveBack(document.reservation, context)
            throw error
        }
    }

    /// Gives back what was taken for a document that nobody will hear of.
    ///
    /// Should its record be there after all, it expires and gives the same back again: a day later, when nobody counts
    /// any more what the day has left.
    private func giveBack(_ reservation: Reservation, _ context: InvocationContext) async {
        do throws(PortError) {
            try await accounts.until(context.deadline).end(reservation, .expired)
        } catch {
            context.log.warn("a plan stays charged for a document that is not there", ["error": .of(error)])
        }
    }
}

extension Document {
    /// What was announced must come exactly so; what is known whole can come but once.
    fileprivate var terms: UploadTerms {
        UploadTerms(
            blob: blob,
            size: claim.size,
            type: claim.type,
            sha256: claim.sha256,
            mustBeNew: claim.size != nil && claim.sha256 != nil
        )
    }

    fileprivate var formTerms: FormTerms {
        let size = claim.size?.bytes
        return FormTerms(blob: blob, sizes: (size ?? 0)...(size ?? ByteCount.largestFile.bytes), type: claim.type)
    }
}

extension Plan {
    fileprivate init(settings: inout Settings) {
        self.init(
            documents: settings.count("PLAN_DOCUMENTS"),
            bytes: ByteCount(Int64(settings.count("PLAN_BYTES"))),
            openUploads: settings.count("PLAN_OPEN_UPLOADS")
        )
    }
}

extension Settings {
    fileprivate mutating func count(_ name: String) -> Int {
        required(name, as: "a whole number from 0 on") { text in Int(text).flatMap { $0 >= 0 ? $0 : nil } } ?? 0
    }
}

extension PlanLimit {
    /// What the limit is, and what helps.
    fileprivate var sentence: String {
        switch self {
        case .documents: "The plan allows no more documents today: a new day begins at midnight, UTC."
        case .bytes:
            "The plan allows not so many bytes more today: a new day begins at midnight, UTC. An upload that does not "
                + "say its file_size counts as the largest file there may be."
        case .openUploads:
            "The plan allows no more open uploads today: upload what was asked for, or delete documents that wait."
        }
    }
}
