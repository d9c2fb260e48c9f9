import Domain
package import Hosting

/// `POST /docs/{id}/confirm-upload`; its body may be empty.
package struct ConfirmRequest: HTTPEvent {
    let document: DocumentID
    let confirmation: Confirmation
    let origin: String

    private struct Body: Decodable {
        let size: Int64?
        let sha256: String?

        private enum CodingKeys: String, CodingKey {
            case sha256
            case size = "file_size"
        }
    }

    package init(_ request: HTTPRequest) throws(StepFailure) {
        document = try request.document()
        origin = request.origin
        guard !request.body.isEmpty else {
            confirmation = Confirmation()
            return
        }
        let body = try request.json(Body.self)
        confirmation = Confirmation(
            size: try body.size.map(ByteCount.init(stated:)),
            sha256: try body.sha256.map(FileHash.init(stated:))
        )
    }
}
