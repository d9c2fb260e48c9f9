import Domain
import HTTP
import Ports
import Synchronization
import TestKit
import Testing
import Time

@Suite(.needsMoto) struct BlobStoreTests {
    @Test(arguments: Adapter.allCases)
    func `what was written is there, with its hash`(_ adapter: Adapter) async throws {
        let blobs = try await adapter.blobs()
        let blob = blobs.blob("results/é +%25//../a@[b]!*'( ).json")
        let stored = try await blobs.store.write(Array("{}".utf8), to: blob, type: "application/json")
        #expect(stored == blob)
        let facts = try await blobs.store.head(blob)
        #expect(facts.size == 2)
        #expect(facts.type == "application/json")
        #expect(facts.sha256?.hex == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")
        #expect(facts.storedAt != nil)
        #expect(try await blobs.store.read(blob, 0..<10) == Array("{}".utf8))
    }

    @Test(arguments: Adapter.allCases)
    func `a place is written once, and the same bytes twice are once`(_ adapter: Adapter) async throws {
        let blobs = try await adapter.blobs()
        let blob = blobs.blob("result")
        for _ in 0..<2 { _ = try await blobs.store.write([1, 2, 3], to: blob, type: "text/plain") }
        await #expect(throws: PortError.exists(.blob(blob))) {
            try await blobs.store.write([1, 2, 4], to: blob, type: "text/plain")
        }
        #expect(try await blobs.store.read(blob, 0..<9) == [1, 2, 3])
    }

    @Test(arguments: Adapter.allCases)
    func `what is not there is unknown, and gone already`(_ adapter: Adapter) async throws {
        let blobs = try await adapter.blobs()
        let blob = blobs.blob("nothing")
        let unknown = PortError.unknown(.blob(blob))
        await #expect(throws: unknown) { try await blobs.store.head(blob) }
        await #expect(throws: unknown) { try await blobs.store.read(blob, 0..<1) }
        await #expect(throws: unknown) { try await blobs.store.read(blob, into: Gathered()) }
        try await blobs.store.delete([blob])
        let elsewhere = Blob(bucket: "no-such-bucket-of-ours", region: "eu-central-1", key: "x")
        await #expect(throws: PortError.unknown(.blob(elsewhere))) { try await blobs.store.head(elsewhere) }
    }

    @Test(arguments: Adapter.allCases, ["UPPER", "a", "a..b", "with/slash", "host.example:80", ""])
    func `what can be no bucket is not asked for`(_ adapter: Adapter, _ bucket: String) async throws {
        let store = try await adapter.blobs().store
        let blob = Blob(bucket: bucket, region: "eu-central-1", key: "x")
        await #expect {
            try await store.head(blob)
        } throws: { error in
            guard case .malformed(.blob(blob), _)? = error as? PortError else { return false }
            return true
        }
    }

    @Test(arguments: Adapter.allCases)
    func `a range is read as far as the object goes`(_ adapter: Adapter) async throws {
        let blobs = try await adapter.blobs()
        let blob = blobs.blob("bytes")
        let bytes = (0..<100).map { UInt8($0) }
        _ = try await blobs.store.write(bytes, to: blob, type: "application/octet-stream")
        #expect(try await blobs.store.read(blob, 10..<20) == Array(10..<20))
        #expect(try await blobs.store.read(blob, 90..<200) == Array(90..<100))
        #expect(try await blobs.store.read(blob, 100..<200) == [])
        #expect(try await blobs.store.read(blob, 5..<5) == [])
        await #expect(throws: PortError.tooLarge(.blob(blob), limit: BlobLimits.read)) {
            try await blobs.store.read(blob, 0..<Int64(BlobLimits.read + 1))
        }
    }

    @Test(arguments: Adapter.allCases)
    func `a version stays what it was`(_ adapter: Adapter) async throws {
        let blobs = try await adapter.blobs()
        let bucket = Emulator.newName("versions")
        try await blobs.cloud.makeBucket(bucket, isVersioned: true)
        let blob = Blob(bucket: bucket, region: "eu-central-1", key: "k")
        let first = try await blobs.store.write([1], to: blob, type: "text/plain")
        try #require(first.version != nil)
        try await blobs.store.delete([blob])
        let second = try await blobs.store.write([2, 2], to: blob, type: "text/plain")
        #expect(try await blobs.store.read(first, 0..<9) == [1])
        #expect(try await blobs.store.head(first).blob == first)
        #expect(try await blobs.store.head(blob).blob == second)
        try await blobs.store.delete([second, first])
        await #expect(throws: PortError.unknown(.blob(first))) { try await blobs.store.head(first) }
    }

    @Test(arguments: Adapter.allCases)
    func `an object is read piece by piece, until whoever reads has enough`(_ adapter: Adapter) async throws {
        let blobs = try await adapter.blobs()
        let blob = blobs.blob("big")
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 131) }
        _ = try await blobs.store.write(bytes, to: blob, type: "application/octet-stream")
        let all = Gathered()
        try await blobs.store.read(blob, into: all)
        #expect(all.bytes == bytes)
        let sated = Gathered(limit: 100_000)
        await #expect(throws: PortError.tooLarge(.blob(blob), limit: 100_000)) {
            try await blobs.store.read(blob, into: sated.about(blob))
        }
    }

    @Test(arguments: Adapter.allCases)
    func `more than one call can delete goes too`(_ adapter: Adapter) async throws {
        let blobs = try await adapter.blobs()
        let kept = blobs.blob("kept")
        let some = [blobs.blob("a"), blobs.blob("é/ b&<c>"), blobs.blob("d")]
        for blob in some + [kept] { _ = try await blobs.store.write([1], to: blob, type: "text/plain") }
        let absent = (0..<1_100).map { blobs.blob("absent-\($0)") }
        try await blobs.store.delete(absent + some)
        for blob in some {
            await #expect(throws: PortError.unknown(.blob(blob))) { try await blobs.store.head(blob) }
        }
        #expect(try await blobs.store.head(kept).size == 1)
    }

    @Test(arguments: Adapter.allCases)
    func `a name that no list can hold keeps nothing from being deleted`(_ adapter: Adapter) async throws {
        let blobs = try await adapter.blobs()
        let dropped = ["a", "drop/\u{1}\u{8}.exe", "drop/\u{FFFF}"].map { blobs.blob($0) }
        for blob in dropped { _ = try await blobs.store.write([1], to: blob, type: "text/plain") }
        try await blobs.store.delete(dropped)
        for blob in dropped {
            await #expect(throws: PortError.unknown(.blob(blob))) { try await blobs.store.head(blob) }
        }
    }
}

/// Keeps what comes, up to a limit.
final class Gathered: ByteSink {
    private let taken = Mutex<[UInt8]>([])
    private let limit: Int
    private let blob: Blob?

    init(limit: Int = .max, blob: Blob? = nil) {
        self.limit = limit
        self.blob = blob
    }

    var bytes: [UInt8] { taken.withLock { $0 } }

    func about(_ blob: Blob) -> Gathered { Gathered(limit: limit, blob: blob) }

    func take(_ piece: [UInt8]) async throws(PortError) {
        let count = taken.withLock { taken in
            taken += piece
            return taken.count
        }
        if count > limit { throw .tooLarge(blob.map(Thing.blob) ?? .catalogue, limit: limit) }
    }
}
