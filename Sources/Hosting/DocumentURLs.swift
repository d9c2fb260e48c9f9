package import Domain

/// Where an API shows a document and its parts.
package struct DocumentURLs: Sendable, Encodable {
    package let document: String
    package let metadata: String
    package let scanResults: String

    /// `origin` is where the client reached the API.
    package init(of id: DocumentID, at origin: String) {
        document = "\(origin)/docs/\(id)"
        metadata = "\(document)/meta"
        scanResults = "\(document)/scan-results"
    }

    private enum CodingKeys: String, CodingKey {
        case document
        case metadata = "meta-data"
        case scanResults = "scan-results"
    }
}
