package import Domain
package import JSON
package import Time

/// The answer to whoever sets a document on its way: where to look for what comes of it.
package struct AcceptedDocument: HTTPOutput {
    private let id: DocumentID
    /// Nil where only the uploader may know it.
    private let fileName: FileName?
    private let status: String
    private let urls: DocumentURLs
    private let next: NextLook?

    /// `origin` is where the client reached the API.
    package init(_ document: Document, origin: String, at now: Instant) {
        id = document.id
        fileName = document.sealing == nil ? document.claim.name : nil
        status = Status.ofDocument(document.state)
        let urls = DocumentURLs(of: document.id, at: origin)
        self.urls = urls
        next = Polling.wait(for: document, at: now).map { NextLook(url: urls.scanResults, after: $0) }
    }

    private enum CodingKeys: String, CodingKey {
        case id, status, urls, next
        case fileName = "file_name"
    }

    package func response() throws(StepFailure) -> HTTPResponse { try .json(self, status: 202) }
}

/// Where and when a client should look again.
package struct NextLook: Sendable, Encodable {
    private let url: String
    private let after: Duration

    package init(url: String, after: Duration) {
        self.url = url
        self.after = after
    }

    /// In whole milliseconds.
    package var json: JSONValue { ["url": .string(url), "after": .integer(Int(after / .milliseconds(1)))] }

    package func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}
