package import Domain
package import Time

/// Does away with what is kept of a document, wherever that is.
package struct Erasure: Port {
    private let documents: any DocumentStore
    private let results: any ResultStore
    private let leases: any Leases
    private let blobs: any BlobStore

    package init(
        _ documents: any DocumentStore,
        _ results: any ResultStore,
        _ leases: any Leases,
        _ blobs: any BlobStore
    ) {
        self.documents = documents
        self.results = results
        self.leases = leases
        self.blobs = blobs
    }

    package func until(_ deadline: Instant) -> Erasure {
        Erasure(
            documents.until(deadline),
            results.until(deadline),
            leases.until(deadline),
            blobs.until(deadline)
        )
    }

    /// What there was.
    package struct Count: Sendable, Equatable {
        package let files: Int
        package let results: Int
    }

    /// Everything but the record, by which whoever was cut off can begin again.
    package func clear(_ document: Document) async throws(PortError) -> Count {
        let files = try await deleteFile(of: document)
        let results = try await deleteResults(of: document)
        try await leases.delete(document.id)
        try await documents.clear(document.id)
        return Count(files: files, results: results)
    }

    package func erase(_ document: Document) async throws(PortError) {
        _ = try await clear(document)
        try await documents.delete(document.id)
    }

    /// All versions of it: whoever had the URL may have stored several, and not all of them need have been noticed.
    private func deleteFile(of document: Document) async throws(PortError) -> Int {
        let known = document.blob.version == nil ? [] : [document.blob]
        if !known.isEmpty { try await blobs.delete(known) }
        // Under the key of a drop lie the files of other documents, each a version.
        return known.count + (document.isDrop ? 0 : try await blobs.deleteVersions(under: document.blob))
    }

    /// Texts that are stored apart first: only the results know where they are.
    private func deleteResults(of document: Document) async throws(PortError) -> Int {
        var count = 0
        for round in stride(from: 1, through: document.round, by: 1) {
            var last: EngineName?
            repeat {
                let page = try await results.results(of: document.id, round: round, after: last, limit: Self.page)
                count += page.results.count
                let texts = page.results.compactMap(\.storedText)
                if !texts.isEmpty { try await blobs.delete(texts) }
                last = page.hasMore ? page.results.last?.engine : nil
            } while last != nil
        }
        try await results.delete(document.id)
        return count
    }

    private static let page = 100
}
