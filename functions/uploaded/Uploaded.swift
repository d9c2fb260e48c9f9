import Domain
package import Events
package import Hosting
import Ports

/// Takes S3's word that objects were stored: the bytes of documents, and files that nobody announced.
package struct Uploaded: Step {
    private let documents: any DocumentStore
    private let blobs: any BlobStore
    private let catalogue: any EngineCatalogue
    private let aftermath: Aftermath
    private let bucket: BucketPlace

    package init(_ supply: inout some Supply) throws {
        documents = try supply.documents()
        blobs = try supply.blobs()
        catalogue = try supply.catalogue()
        aftermath = try supply.aftermath(blobs)
        bucket = supply.documentsBucket()
    }

    private init(_ step: Uploaded, _ context: InvocationContext) {
        documents = step.documents.until(context.deadline)
        blobs = step.blobs.until(context.deadline)
        catalogue = step.catalogue.until(context.deadline)
        aftermath = step.aftermath.until(context.deadline)
        bucket = step.bucket
    }

    package func handle(_ event: S3Event, context: InvocationContext) async throws(StepFailure) -> Done {
        switch event {
        case .test(let bucket): context.log.info("a bucket says that it will tell", ["bucket": .text(bucket)])
        case .objects(let records):
            let step = Uploaded(self, context)
            var failure: StepFailure?
            for record in records {
                do {
                    try await step.take(record, context)
                } catch {
                    failure = failure.map { $0.outlasting(error) } ?? error
                }
            }
            if let failure { throw failure }
        }
        return Done()
    }

    private func take(_ record: S3Event.Record, _ context: InvocationContext) async throws(StepFailure) {
        guard record.eventName.hasPrefix("ObjectCreated:") else { throw .unknownEvent }
        guard record.bucket == bucket.bucket else { throw .unknownBucket(record.bucket) }
        guard let key = UploadKey(record.key) else {
            throw .unknownKey(bucket.blob(record.key, version: record.versionID))
        }
        do {
            switch key {
            case .folder, .result: return
            case .document(let id):
                if try await isKnown(record, of: id, context) { return }
                guard let arrival = try await arrival(of: record, context) else { return }
                try await take(arrival, as: id, context)
            case .drop(let organisation, let name):
                guard let arrival = try await arrival(of: record, context) else { return }
                try await take(arrival, droppedFor: organisation, name, context)
            }
        } catch {
            throw StepFailure(error)
        }
    }

    /// The very version that the event speaks of; nil where it is gone meanwhile.
    private func arrival(
        of record: S3Event.Record,
        _ context: InvocationContext
    ) async throws(PortError) -> Arrival? {
        let blob = bucket.blob(record.key, version: record.versionID)
        let arrival = try await blobs.arrival(of: blob, at: context.now)
        if arrival == nil { context.log.info("what was stored is gone by now", ["version": .text(blob.version ?? "")]) }
        return arrival
    }

    /// Whether whoever confirmed has looked at this very object already, so that nobody need look once more.
    private func isKnown(
        _ record: S3Event.Record,
        of id: DocumentID,
        _ context: InvocationContext
    ) async throws(PortError) -> Bool {
        guard context.attempt() == 1, let version = record.versionID else { return false }
        do throws(PortError) {
            let document = try await documents.load(id).value
            return document.verified != nil && document.blob == bucket.blob(record.key, version: version)
        } catch {
            // Said in its own words where the object is taken.
            guard case .unknown = error else { throw error }
            return false
        }
    }

    private func take(_ arrival: Arrival, as id: DocumentID, _ context: InvocationContext) async throws {
        let document: Document
        let effects: [Effect]
        do throws(PortError) {
            (document, effects) = try await documents.change(id, evenDeleted: true) { document in
                guard document.blob.key == arrival.blob.key else { return [] }
                return document.arrived(arrival, again: context.attempt() > 1, at: context.now)
            }
        } catch {
            if case .unknown(.document) = error { throw StepFailure.unknownDocument(id) }
            throw error
        }
        guard document.blob.key == arrival.blob.key else { throw StepFailure.unknownKey(arrival.blob) }
        try await aftermath.carryOut(effects)
    }

    /// Nobody will confirm a drop: it is on its way as soon as it is there.
    private func take(
        _ arrival: Arrival,
        droppedFor organisation: OrganisationName,
        _ name: FileName,
        _ context: InvocationContext
    ) async throws {
        let version = try await catalogue.current().defaultVersion
        var document = Document(drop: arrival, of: organisation, name: name, version: version)
        var effects = document.arrived(arrival, at: context.now)
        if document.state == .uploaded { effects += try document.confirm(Confirmation(), at: context.now) }
        do throws(PortError) {
            try await documents.create(document)
        } catch {
            guard case .exists = error else { throw error }
            // The event has come before, and what follows from it may have been lost.
            effects = try await documents.change(document.id, evenDeleted: true) { document in
                document.arrived(arrival, again: true, at: context.now)
            }.outcome
        }
        try await aftermath.carryOut(effects)
    }
}
