package import Domain
package import Time

extension BlobStore {
    /// The object that lies there, as an arrival; nil where there is none.
    package func arrival(of blob: Blob, at now: Instant) async throws(PortError) -> Arrival? {
        do throws(PortError) {
            let facts = try await head(blob)
            return Arrival(
                blob: facts.blob,
                size: facts.size,
                sha256: facts.sha256,
                storedAt: facts.storedAt ?? now
            )
        } catch {
            if case .unknown(.blob) = error { return nil }
            throw error
        }
    }
}
