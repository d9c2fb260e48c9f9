package import Domain

/// Keeps what was extracted from documents, apart from their records.
package protocol MetadataStore: Port {
    /// Keeps them in place of earlier ones.
    func save(_ metadata: Metadata, of document: DocumentID) async throws(PortError)

    /// Nil where none have been extracted.
    func metadata(of document: DocumentID) async throws(PortError) -> Metadata?
}
