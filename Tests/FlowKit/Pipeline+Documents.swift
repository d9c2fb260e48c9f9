package import Domain
import Hosting
import Ports
import Time
import Wiring

extension Pipeline {
    /// Keeps the record of an upload that was asked for, and tells where its bytes are to go.
    package func requested(
        _ number: Int = 1,
        claim: FileClaim = FileClaim(name: FileName(unchecked: "report.pdf")),
        of organisation: OrganisationName = Pipeline.organisation
    ) async throws -> Document {
        let id = DocumentID(UUID.v5(namespace: .url, name: "document \(number) of \(organisation)"))
        // Stores keep times to the millisecond.
        let now = Instant(millisecondsSinceEpoch: clock.now.millisecondsSinceEpoch)
        let document = Document(
            id: id,
            organisation: organisation,
            owner: OwnerName(unchecked: "someone"),
            claim: claim,
            version: PipelineVersion(1, 0, 0),
            blob: Self.documents.blob(UploadKey.key(for: id, at: now)),
            createdAt: now,
            due: now + Waiting.forProgress
        )
        var supply = try supply()
        try await supply.documents().create(document)
        return document
    }

    package func document(_ id: DocumentID) async throws -> Document {
        var supply = try supply()
        return try await supply.documents().load(id).value
    }
}
