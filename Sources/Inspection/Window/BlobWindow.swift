package import Domain
package import Ports

/// A file that lies in a blob store: each read is a request that costs money and time.
package struct BlobWindow: FileWindow {
    private let blobs: any BlobStore
    private let blob: Blob
    package let size: Int64

    /// The size is the caller's knowledge: asking the store would be one more request.
    package init(_ blob: Blob, size: ByteCount, in blobs: any BlobStore) {
        self.blobs = blobs
        self.blob = blob
        self.size = max(0, size.bytes)
    }

    package func read(_ range: Range<Int64>) async throws(PortError) -> [UInt8] {
        try await blobs.read(blob, range)
    }
}
