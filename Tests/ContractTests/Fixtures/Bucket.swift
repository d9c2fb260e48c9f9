import AWSClient
import HTTP
import TestKit
import Testing

/// A bucket that one test has to itself.
struct Bucket {
    let cloud: Cloud
    let s3: S3
    let name: BucketName

    func key(_ text: String) throws -> ObjectKey { try ObjectKey(text) }

    @discardableResult
    func put(
        _ key: String,
        _ bytes: [UInt8] = [1, 2, 3],
        _ change: (inout PutObjectInput) -> Void = { _ in }
    ) async throws -> StoredObject {
        var input = PutObjectInput(bucket: name, key: try self.key(key), body: .bytes(bytes))
        change(&input)
        return try await s3.putObject(input, deadline: cloud.deadline)
    }

    func get(
        _ key: String,
        _ change: (inout GetObjectInput) -> Void = { _ in }
    ) async throws -> Conditional<ObjectInMemory> {
        var input = GetObjectInput(bucket: name, key: try self.key(key))
        change(&input)
        return try await s3.getObject(input, limit: 1 << 20, deadline: cloud.deadline)
    }

    func bytes(_ key: String, version: String? = nil) async throws -> [UInt8] {
        try #require(try await get(key) { $0.versionID = version }.value).body
    }

    func head(
        _ key: String,
        _ change: (inout HeadObjectInput) -> Void = { _ in }
    ) async throws -> Conditional<ObjectHead> {
        var input = HeadObjectInput(bucket: name, key: try self.key(key))
        change(&input)
        return try await s3.headObject(input, deadline: cloud.deadline)
    }

    func upload(_ key: String) async throws -> MultipartUpload {
        let input = CreateMultipartUploadInput(bucket: name, key: try self.key(key))
        return try await s3.createMultipartUpload(input, deadline: cloud.deadline)
    }

    /// Writes or reads a part of the bucket's settings that the client has no call for.
    @discardableResult
    func setting(_ method: String, _ target: String, _ document: String = "") async throws -> String {
        let call = ServiceCall(
            method: method,
            target: "/\(name)\(target)",
            body: Array(document.utf8),
            isIdempotent: true,
            deadline: cloud.deadline
        )
        let answer = try await cloud.client(.s3, speaking: .restXML).perform(call)
        return String(decoding: answer.body, as: UTF8.self)
    }
}

extension Adapter {
    func bucket(isVersioned: Bool = false) async throws -> Bucket {
        let cloud = try await cloud()
        let name = Emulator.newName("bucket")
        try await cloud.makeBucket(name, isVersioned: isVersioned)
        return Bucket(cloud: cloud, s3: try cloud.s3, name: try BucketName(name))
    }
}

extension Conditional {
    /// Nil where nothing has changed.
    var value: Answer? {
        switch self {
        case .answer(let answer): answer
        case .notModified: nil
        }
    }
}

/// What S3 refused a call with; nil where it refused nothing, which fails the test.
func refusal<Answer>(
    at location: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Answer
) async -> S3Refusal? {
    let failure = await #expect(throws: S3Failure.self, sourceLocation: location) { _ = try await body() }
    return failure?.refusal
}
