import AWSClient
package import Domain
import JSON
package import Ports
import Time

/// Keeps metadata in DynamoDB, beside the record of their document.
package struct DynamoMetadataStore: MetadataStore, InTable {
    var table: DynamoTable

    package init(_ table: DynamoTable) {
        self.table = table
    }

    package func save(_ metadata: Metadata, of document: DocumentID) async throws(PortError) {
        let pairs = JSONValue.object(metadata.pairs).bytes()
        guard pairs.count <= Self.longest else { throw .tooLarge(.metadata(document), limit: Self.longest) }
        let item = MetadataItem(
            document: document,
            part: DocumentPart.metadata,
            scriptVersion: metadata.scriptVersion,
            extractedAt: metadata.extractedAt,
            pairs: String(decoding: pairs, as: UTF8.self)
        )
        _ = try await table.put(try encode(item, .metadata(document)))
    }

    package func metadata(of document: DocumentID) async throws(PortError) -> Metadata? {
        guard let item = try await table.item(DocumentPart.key(document, DocumentPart.metadata)) else { return nil }
        let stored = try decode(MetadataItem.self, from: item, .metadata(document))
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: Array(stored.pairs.utf8))
        } catch {
            throw .malformed(.metadata(document), reason: "\(error)")
        }
        guard let pairs = value.object else { throw .malformed(.metadata(document), reason: "no object") }
        return Metadata(scriptVersion: stored.scriptVersion, extractedAt: stored.extractedAt, pairs: pairs)
    }

    /// An item has 400 KB, of which the rest of this one takes little.
    private static let longest = 384 << 10
}

/// The pairs are one text, so that they come back as they were: DynamoDB keeps neither their order nor every number.
private struct MetadataItem: Codable {
    let document: DocumentID
    let part: String
    let scriptVersion: String
    let extractedAt: Instant
    let pairs: String

    private enum CodingKeys: String, CodingKey {
        case document, part, pairs
        case scriptVersion = "script_version"
        case extractedAt = "extracted_at"
    }
}
