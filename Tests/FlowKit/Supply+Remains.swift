package import Domain
package import Hosting
import Ports
package import Time

extension Supply {
    /// What is still there of a document, or of other objects, in words.
    package mutating func remains(
        of document: Document,
        blobs others: [Blob] = [],
        rounds: Int = 1,
        at now: Instant
    ) async throws -> [String] {
        let store = try blobs()
        var remains: [String] = []
        for blob in [document.blob] + others where try await store.arrival(of: blob, at: now) != nil {
            remains.append(blob.key)
        }
        for round in 1...rounds {
            let found = try await results().results(of: document.id, round: round, after: nil, limit: 100)
            if !found.results.isEmpty { remains.append("results of round \(round)") }
            let tally = try await tallies().round(round, of: document.id)
            if !tally.expected.isEmpty { remains.append("tally of round \(round)") }
            let leases = try await leases().open(document.id, round: round)
            if !leases.isEmpty { remains.append("leases of round \(round)") }
        }
        if try await metadata().metadata(of: document.id) != nil { remains.append("metadata") }
        let documents = try documents()
        do throws(PortError) {
            let found = try await documents.record(of: document.id).value
            remains.append(found.state == .deleted ? "empty record" : "record")
        } catch {
            if error != .unknown(.document(document.id)) { throw error }
        }
        return remains
    }
}
