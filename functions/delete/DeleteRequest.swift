import Domain
package import Hosting

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

    struct Remains: Encodable {
        /// Versions of its object.
        var files = 0
        var results = 0
        /// The record, with the metadata and everything beside it.
        let record = true
    }

    package func response() throws(StepFailure) -> HTTPResponse { try .json(self) }
}
