package import Domain
package import JSON

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

    package var json: JSONValue {
        ["document": .string(document), "meta-data": .string(metadata), "scan-results": .string(scanResults)]
    }

    package func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}
