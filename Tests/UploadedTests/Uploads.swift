import Domain
import FlowKit
import Hosting
import Uploaded
import Wiring

extension Pipeline {
    /// The function under test.
    func taker() throws -> QueueFront<SingleWork<Uploaded>> {
        try function(["DEAD_LETTER_QUEUE_URL": url(of: "uploads-dead")]) { supply in
            QueueFront(try Uploaded(&supply), function: "uploaded", control: try supply.queueControl())
        }
    }

    /// The catalogue that says which version of the pipeline a drop goes through.
    func publishCatalogue() async throws {
        let version = PipelineVersion(1, 2, 0)
        try await publish(Catalogue(serial: 1, defaultVersion: version, versions: [version], engines: []))
    }

    func fixture() async throws -> Document {
        guard let id = DocumentID(Fixture.id) else { preconditionFailure("the fixture's id is none") }
        return try await document(id)
    }

    var droppedBlob: Blob { Self.documents.blob(Fixture.dropKey, version: Fixture.version) }

    func dropped() async throws -> Document { try await document(DocumentID(ofDrop: droppedBlob)) }
}
