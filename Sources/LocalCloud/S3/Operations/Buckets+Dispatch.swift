import AWSClient
import HTTP

extension Buckets {
    /// Every operation, by what it is about.
    nonisolated func perform(_ call: S3Call) async throws(ServiceFault) -> WebAnswer {
        switch call.operation {
        case .onBuckets(let operation): try await perform(operation, call)
        case .onSettings(let operation): try await perform(operation, call)
        case .onUploads(let operation): try await perform(operation, call)
        case .onObjects(let operation): try await perform(operation, call)
        }
    }

    private nonisolated func perform(
        _ operation: S3Operation.OnBuckets,
        _ call: S3Call
    ) async throws(ServiceFault) -> WebAnswer {
        switch operation {
        case .ListBuckets: try await listBuckets(call)
        case .CreateBucket: try await createBucket(call)
        case .HeadBucket: try await headBucket(call)
        case .DeleteBucket: try await deleteBucket(call)
        case .GetBucketLocation: try await getBucketLocation(call)
        case .ListObjects: try await listObjects(call)
        case .ListObjectsV2: try await listObjectsV2(call)
        case .ListObjectVersions: try await listObjectVersions(call)
        }
    }

    private nonisolated func perform(
        _ operation: S3Operation.OnSettings,
        _ call: S3Call
    ) async throws(ServiceFault) -> WebAnswer {
        switch operation {
        case .GetBucketVersioning: try await getBucketVersioning(call)
        case .PutBucketVersioning: try await putBucketVersioning(call)
        case .GetBucketNotificationConfiguration: try await getBucketNotificationConfiguration(call)
        case .PutBucketNotificationConfiguration: try await putBucketNotificationConfiguration(call)
        case .GetBucketLifecycleConfiguration: try await getBucketLifecycleConfiguration(call)
        case .PutBucketLifecycleConfiguration: try await putBucketLifecycleConfiguration(call)
        case .DeleteBucketLifecycle: try await deleteBucketLifecycle(call)
        case .GetBucketCors: try await getBucketCors(call)
        case .PutBucketCors: try await putBucketCors(call)
        case .DeleteBucketCors: try await deleteBucketCors(call)
        case .GetBucketTagging: try await getBucketTagging(call)
        case .PutBucketTagging: try await putBucketTagging(call)
        case .DeleteBucketTagging: try await deleteBucketTagging(call)
        }
    }

    private nonisolated func perform(
        _ operation: S3Operation.OnUploads,
        _ call: S3Call
    ) async throws(ServiceFault) -> WebAnswer {
        switch operation {
        case .ListMultipartUploads: try await listMultipartUploads(call)
        case .CreateMultipartUpload: try await createMultipartUpload(call)
        case .UploadPart: try await uploadPart(call)
        case .UploadPartCopy: try await uploadPartCopy(call)
        case .CompleteMultipartUpload: try await completeMultipartUpload(call)
        case .AbortMultipartUpload: try await abortMultipartUpload(call)
        case .ListParts: try await listParts(call)
        }
    }

    private nonisolated func perform(
        _ operation: S3Operation.OnObjects,
        _ call: S3Call
    ) async throws(ServiceFault) -> WebAnswer {
        switch operation {
        case .GetObject, .HeadObject: try await getObject(call)
        case .PutObject: try await putObject(call)
        case .PostObject: try await postObject(call)
        case .CopyObject: try await copyObject(call)
        case .DeleteObject: try await deleteObject(call)
        case .DeleteObjects: try await deleteObjects(call)
        case .GetObjectTagging: try await getObjectTagging(call)
        case .PutObjectTagging: try await putObjectTagging(call)
        case .DeleteObjectTagging: try await deleteObjectTagging(call)
        }
    }

    /// The body of a request that carries a document.
    nonisolated func document(_ call: S3Call, root: String) async throws(ServiceFault) -> XMLElement {
        try await document(call, root: root, BodyTerms(call.request, call.headers, limit: Self.longestDocument))
    }

    nonisolated func document(
        _ call: S3Call,
        root: String,
        _ terms: BodyTerms
    ) async throws(ServiceFault) -> XMLElement {
        let arrival = try await Reception.take(call.request.web.body, terms, into: ContentWriter(in: nil, named: ""))
        let element: XMLElement
        do throws(XMLFault) {
            element = try XMLReader.read(arrival.content.bytesInMemory)
        } catch {
            throw .s3(.malformedXML)
        }
        guard element.name == root else { throw .s3(.malformedXML) }
        return element
    }

    nonisolated func answers(_ call: S3Call) -> S3Answers { S3Answers(id: call.request.id) }

    nonisolated func allow(_ action: String, _ call: S3Call) throws(ServiceFault) {
        try ground.allow("s3:\(action)", on: .bucket(call.bucket), to: call.request.caller)
    }

    nonisolated func allowObject(_ action: String, _ call: S3Call) throws(ServiceFault) {
        try ground.allow("s3:\(action)", on: .bucket("\(call.bucket)/\(call.keyText)"), to: call.request.caller)
    }

    /// A thousand deletions of the longest keys, with what stands around them.
    static let longestDocument = 4 << 20
}
