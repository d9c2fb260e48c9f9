import Domain
import Hosting
import Ports
import Time

/// Keeps what engines say at length apart from their results.
struct ResultTexts: Sendable {
    private let blobs: any BlobStore
    private let bucket: BucketPlace

    init(_ blobs: any BlobStore, in bucket: BucketPlace) {
        self.blobs = blobs
        self.bucket = bucket
    }

    /// `results/<document>/<round>/<engine>`.
    ///
    /// Where an earlier look at the same document left other words there, whose result may have been sent, these get a
    /// place of their own.
    func keep(
        _ text: String,
        of document: DocumentID,
        _ place: EngineResult.Place,
        at now: Instant,
        until deadline: Instant
    ) async throws(PortError) -> ResultText {
        let bytes = Array(text.utf8)
        guard bytes.count > ResultText.longestInline else { return .inline(text) }
        let key = "results/\(document)/\(place.round)/\(place.engine)"
        let blobs = blobs.until(deadline)
        let blob: Blob
        do throws(PortError) {
            blob = try await blobs.write(bytes, to: bucket.blob(key), type: Self.type)
        } catch {
            guard case .exists = error else { throw error }
            let other = bucket.blob("\(key).\(now.millisecondsSinceEpoch)")
            blob = try await blobs.write(bytes, to: other, type: Self.type)
        }
        return .stored(blob, size: ByteCount(Int64(bytes.count)))
    }

    private static let type = "text/plain; charset=utf-8"
}
