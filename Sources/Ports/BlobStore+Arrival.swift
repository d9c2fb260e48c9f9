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

extension BlobStore {
    /// Deletes whatever lies under a key, and tells how many versions there were.
    package func deleteVersions(under blob: Blob) async throws(PortError) -> Int {
        let place = Blob(bucket: blob.bucket, region: blob.region, key: blob.key)
        var count = 0
        do throws(PortError) {
            while count < BlobLimits.versions {
                try await delete([try await head(place).blob])
                count += 1
            }
        } catch {
            guard case .unknown(.blob) = error else { throw error }
        }
        return count
    }
}
