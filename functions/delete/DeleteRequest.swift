import Domain
package import Hosting
import Ports

/// `DELETE /docs/{id}`.
package struct DeleteRequest: HTTPEvent {
    let document: DocumentID

    package init(_ request: HTTPRequest) throws(StepFailure) {
        document = try request.document()
    }
}

/// What there was of the document, and is no more.
package struct Deleted: HTTPOutput {
    let id: DocumentID
    let deleted: Remains

    init(_ id: DocumentID, _ count: Erasure.Count) {
        self.id = id
        deleted = Remains(files: count.files, results: count.results)
    }

    struct Remains: Encodable {
        /// Versions of its object.
        let files: Int
        let results: Int
        /// The record, with the metadata and everything beside it.
        let record = true
    }

    package func response() throws(StepFailure) -> HTTPResponse { try .json(self) }
}
