package import AWSClient
import Crypto
package import Domain
import Encoding
import HTTP
package import Ports
import Synchronization
package import Time

/// Keeps bytes in S3.
///
/// A role that may not list a bucket is told that a missing object is forbidden: give it `s3:ListBucket`.
package struct S3BlobStore: BlobStore {
    let s3: S3
    private var deadline: Instant?

    package init(_ s3: S3) {
        self.s3 = s3
    }

    package func until(_ deadline: Instant) -> Self {
        var port = self
        port.deadline = deadline
        return port
    }

    package func head(_ blob: Blob) async throws(PortError) -> BlobFacts {
        let place = try ObjectPlace(blob)
        let input = HeadObjectInput(bucket: place.bucket, key: place.key, versionID: blob.version)
        let answer: Conditional<ObjectHead>
        do throws(S3Failure) {
            answer = try await s3.headObject(input, deadline: deadline)
        } catch {
            throw PortError(error, about: blob)
        }
        guard case .answer(let head) = answer, let size = head.contentLength, let tag = head.eTag else {
            throw .malformed(.blob(blob), reason: "S3 says neither how long it is nor what its tag is")
        }
        var found = blob
        found.version = head.versionID ?? blob.version
        return BlobFacts(
            blob: found,
            size: ByteCount(Int64(size)),
            type: head.attributes.contentType,
            tag: tag,
            sha256: head.sha256,
            storedAt: head.lastModified
        )
    }

    package func read(_ blob: Blob, _ range: Range<Int64>) async throws(PortError) -> [UInt8] {
        guard range.count <= BlobLimits.read else { throw .tooLarge(.blob(blob), limit: BlobLimits.read) }
        guard !range.isEmpty else { return [] }
        let place = try ObjectPlace(blob)
        let bounds = Int(range.lowerBound)...Int(range.upperBound - 1)
        let input = GetObjectInput(
            bucket: place.bucket,
            key: place.key,
            versionID: blob.version,
            range: .bounds(bounds)
        )
        do throws(S3Failure) {
            let answer = try await s3.getObject(input, limit: BlobLimits.read, deadline: deadline)
            guard case .answer(let object) = answer else { return [] }
            return object.body
        } catch {
            // The object ends before the range begins.
            if error.refusal == .invalidRange { return [] }
            throw PortError(error, about: blob)
        }
    }

    package func read(_ blob: Blob, into sink: any ByteSink) async throws(PortError) {
        let place = try ObjectPlace(blob)
        let input = GetObjectInput(bucket: place.bucket, key: place.key, versionID: blob.version)
        let bridge = SinkBridge(sink)
        do throws(S3Failure) {
            _ = try await s3.getObject(input, into: bridge, deadline: deadline)
        } catch {
            throw bridge.failure ?? PortError(error, about: blob)
        }
    }

    package func sha256(of blob: Blob) async throws(PortError) -> FileHash {
        let sink = HashingSink()
        try await read(blob, into: sink)
        guard let hash = FileHash(bytes: sink.digest) else { throw .malformed(.blob(blob), reason: "it has no hash") }
        return hash
    }

    package func write(_ bytes: [UInt8], to blob: Blob, type: String) async throws(PortError) -> Blob {
        let place = try ObjectPlace(blob)
        var input = PutObjectInput(
            bucket: place.bucket,
            key: place.key,
            body: .bytes(bytes),
            attributes: ObjectAttributes(contentType: type)
        )
        input.ifNoneMatch = "*"
        input.checksum = .reckoned(.sha256)
        var stored = blob
        do throws(S3Failure) {
            stored.version = try await s3.putObject(input, deadline: deadline).versionID
            return stored
        } catch {
            guard error.refusal == .preconditionFailed else { throw PortError(error, about: blob) }
        }
        // It may be our own, whose answer was lost: the same bytes twice are once.
        let standing = try await head(blob)
        guard standing.sha256?.bytes == SHA256.digest(of: bytes).bytes else { throw .exists(.blob(blob)) }
        return standing.blob
    }

    package func delete(_ blobs: [Blob]) async throws(PortError) {
        var rest = blobs[...]
        while let first = rest.first {
            // Those that follow one another in one bucket go together, as callers have them.
            let batch = rest.prefix(BlobLimits.delete).prefix { $0.bucket == first.bucket }
            try await delete(batch, of: try ObjectPlace(first).bucket, like: first)
            rest = rest.dropFirst(batch.count)
        }
    }

    private func delete(_ blobs: ArraySlice<Blob>, of bucket: BucketName, like first: Blob) async throws(PortError) {
        var objects: [DeleteObjectsInput.Object] = []
        var alone: [DeleteObjectInput] = []
        for blob in blobs {
            let key = try ObjectPlace(blob).key
            if key.isListable {
                objects.append(.init(key, versionID: blob.version))
            } else {
                // Whoever drops a file chooses its name, and must not choose that it stays.
                alone.append(DeleteObjectInput(bucket: bucket, key: key, versionID: blob.version))
            }
        }
        let output: DeleteObjectsOutput
        do throws(S3Failure) {
            for input in alone { _ = try await s3.deleteObject(input, deadline: deadline) }
            let input = DeleteObjectsInput(bucket: bucket, objects: objects, isQuiet: true)
            output = try await s3.deleteObjects(input, deadline: deadline)
        } catch {
            throw PortError(error, about: first)
        }
        guard let failed = output.errors.first else { return }
        let outage = Outage(service: "s3", code: failed.code, message: failed.message)
        throw ["InternalError", "SlowDown", "ServiceUnavailable"].contains(failed.code)
            ? .unavailable(outage) : .refused(outage)
    }
}

extension ObjectHead {
    /// Of all the bytes: what covers only the hashes of parts is none.
    fileprivate var sha256: FileHash? {
        let whole = checksums.first { $0.algorithm == "SHA256" && $0.cover == .fullObject }
        return whole.flatMap { Base64.decode($0.value) }.flatMap(FileHash.init(bytes:))
    }
}

/// Hands the pieces of a body on, and keeps why whoever takes them gave up.
private final class SinkBridge: BodySink {
    private let sink: any ByteSink
    private let stopped = Mutex<PortError?>(nil)

    init(_ sink: any ByteSink) {
        self.sink = sink
    }

    var failure: PortError? { stopped.withLock { $0 } }

    func begin(_ head: WebResponseHead) async throws(BodyFailure) {}

    func take(_ piece: [UInt8]) async throws(BodyFailure) {
        do throws(PortError) {
            try await sink.take(piece)
        } catch {
            stopped.withLock { $0 = error }
            throw BodyFailure("whoever reads gave up: \(error)")
        }
    }
}

/// Hashes what it is given.
private final class HashingSink: ByteSink {
    private let hash = Mutex(SHA256())

    var digest: [UInt8] { hash.withLock { $0.finish().bytes } }

    func take(_ piece: [UInt8]) async throws(PortError) {
        hash.withLock { $0.update(piece) }
    }
}
