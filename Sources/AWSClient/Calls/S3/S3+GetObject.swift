package import HTTP
import Synchronization
package import Time

/// An object to read, or a part of it.
package struct GetObjectInput: Sendable {
    package var bucket: BucketName
    package var key: ObjectKey
    package var versionID: String?
    package var range: ByteRange?
    package var ifMatch: String?
    package var ifNoneMatch: String?
    /// Headers of the answer that are to be other than stored.
    package var overrides: [ResponseOverride: String] = [:]

    package init(bucket: BucketName, key: ObjectKey, versionID: String? = nil, range: ByteRange? = nil) {
        self.bucket = bucket
        self.key = key
        self.versionID = versionID
        self.range = range
    }
}

extension S3 {
    /// Reads an object piece by piece, and checks it by its checksum where it has one that covers all of it.
    ///
    /// An answer that breaks off is gone on with from there, as long as the object is still the same. That the checksum
    /// is wrong is known when the sink has taken everything.
    package func getObject(
        _ input: GetObjectInput,
        into sink: any BodySink,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> Conditional<ObjectHead> {
        var request = S3Request("GET", input.bucket, input.key)
        request.ask("versionId", input.versionID)
        for item in input.overrides.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            request.ask(item.key.rawValue, item.value)
        }
        request.say("Range", input.range?.header)
        request.say("If-Match", input.ifMatch)
        request.say("If-None-Match", input.ifNoneMatch)
        let verifies = settings.responseChecksums == .whenSupported
        request.say("x-amz-checksum-mode", verifies ? "ENABLED" : nil)
        request.takesNotModified = true
        let object = ObjectSink(sink, verifies: verifies)
        let response: WebResponse
        do throws(S3Failure) {
            response = try await send(request, into: object, deadline: deadline)
        } catch {
            if let failure = object.failure { throw .object(failure) }
            // The condition was ours: that it is still the object that we began to read.
            throw object.isResumed && error.refusal == .preconditionFailed ? .object(.changed) : error
        }
        if response.head.status == 304 { return .notModified }
        do throws(ObjectFailure) {
            try object.finish()
        } catch {
            throw .object(error)
        }
        return .answer(ObjectHead(object.head ?? response.head))
    }

    /// Reads an object of at most `limit` bytes into memory.
    package func getObject(
        _ input: GetObjectInput,
        limit: Int,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> Conditional<ObjectInMemory> {
        let sink = MemorySink(limit: limit)
        do throws(S3Failure) {
            switch try await getObject(input, into: sink, deadline: deadline) {
            case .answer(let head): return .answer(ObjectInMemory(head: head, body: sink.body))
            case .notModified: return .notModified
            }
        } catch {
            throw sink.isOverLimit ? .call(.transport(.bodyOverLimit(limit))) : error
        }
    }
}

/// An object with all its bytes.
package struct ObjectInMemory: Sendable, Equatable {
    package let head: ObjectHead
    package let body: [UInt8]
}

/// Keeps a body, up to a limit.
private final class MemorySink: BodySink {
    private let state = Mutex((body: [UInt8](), isOverLimit: false))
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    var body: [UInt8] { state.withLock { $0.body } }
    var isOverLimit: Bool { state.withLock { $0.isOverLimit } }

    /// What is announced as too long is not read at all.
    func begin(_ head: WebResponseHead) async throws(BodyFailure) {
        let length = head.headers["Content-Length"].flatMap { Int($0) } ?? 0
        let fits = state.withLock { state in
            state.isOverLimit = length > limit
            if !state.isOverLimit { state.body.reserveCapacity(max(0, length)) }
            return !state.isOverLimit
        }
        if !fits { throw BodyFailure("more than \(limit) bytes are to come") }
    }

    func take(_ piece: [UInt8]) async throws(BodyFailure) {
        let fits = state.withLock { state in
            state.isOverLimit = piece.count > limit - state.body.count
            if !state.isOverLimit { state.body += piece }
            return !state.isOverLimit
        }
        if !fits { throw BodyFailure("more than \(limit) bytes came") }
    }
}
