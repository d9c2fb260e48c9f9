package import Domain

/// One object of a store, at its version.
package struct StoredContent: ScanContent {
    private let blob: Blob
    private let store: any BlobStore
    package let size: ByteCount

    package init(_ blob: Blob, size: ByteCount, in store: any BlobStore) {
        self.blob = blob
        self.size = size
        self.store = store
    }

    package func head(_ count: Int) async throws(PortError) -> [UInt8] {
        try await store.read(blob, 0..<Int64(count))
    }

    package func read(into sink: any ByteSink) async throws(PortError) {
        try await store.read(blob, into: sink)
    }
}

/// Bytes of our own: what an engine proves itself by.
package struct OwnContent: ScanContent {
    private let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package var size: ByteCount { ByteCount(Int64(bytes.count)) }

    package func head(_ count: Int) async throws(PortError) -> [UInt8] { Array(bytes.prefix(count)) }

    package func read(into sink: any ByteSink) async throws(PortError) {
        if !bytes.isEmpty { try await sink.take(bytes) }
    }
}
