import AWSClient
import HTTP
import JSON

/// The operations of S3 that are emulated, under S3's own names.
enum S3Operation: Sendable, Equatable {
    enum OnBuckets: Sendable {
        case ListBuckets, CreateBucket, HeadBucket, DeleteBucket, GetBucketLocation
        case ListObjects, ListObjectsV2, ListObjectVersions
    }

    enum OnSettings: Sendable {
        case GetBucketVersioning, PutBucketVersioning
        case GetBucketNotificationConfiguration, PutBucketNotificationConfiguration
        case GetBucketLifecycleConfiguration, PutBucketLifecycleConfiguration, DeleteBucketLifecycle
        case GetBucketCors, PutBucketCors, DeleteBucketCors
        case GetBucketTagging, PutBucketTagging, DeleteBucketTagging
    }

    enum OnUploads: Sendable {
        case CreateMultipartUpload, UploadPart, UploadPartCopy, CompleteMultipartUpload, AbortMultipartUpload
        case ListParts, ListMultipartUploads
    }

    enum OnObjects: Sendable {
        case GetObject, HeadObject, PutObject, PostObject, CopyObject, DeleteObject, DeleteObjects
        case GetObjectTagging, PutObjectTagging, DeleteObjectTagging
    }

    case onBuckets(OnBuckets)
    case onSettings(OnSettings)
    case onUploads(OnUploads)
    case onObjects(OnObjects)

    init(_ request: CloudRequest, _ address: S3Address) throws(ServiceFault) {
        let query = request.query
        let part = Self.parts.first { query.contains($0) }
        let scope: Scope = address.bucket == nil ? .service : address.key == nil ? .bucket : .object
        if let found = Self.table.first(where: { $0.fits(request.method, scope, part) }) {
            self = found.operation.refined(by: request)
        } else if let part {
            throw .notEmulated("\(request.method) of ?\(part) on a \(scope.rawValue)")
        } else {
            throw .s3(.methodNotAllowed, nil, ["Method": .string(request.method)])
        }
    }

    /// Those that the query and the headers tell apart further.
    private func refined(by request: CloudRequest) -> S3Operation {
        let isCopy = request.headers["x-amz-copy-source"] != nil
        if self == .onObjects(.PutObject), isCopy { return .onObjects(.CopyObject) }
        if self == .onUploads(.UploadPart), isCopy { return .onUploads(.UploadPartCopy) }
        if self == .onBuckets(.ListObjects), request.query["list-type"] == "2" { return .onBuckets(.ListObjectsV2) }
        return self
    }

    private enum Scope: String { case service, bucket, object }

    private struct Row {
        let method: String
        let scope: Scope
        let part: String?
        let operation: S3Operation

        init(_ method: String, _ scope: Scope, _ part: String?, _ operation: S3Operation) {
            self.method = method
            self.scope = scope
            self.part = part
            self.operation = operation
        }

        func fits(_ method: String, _ scope: Scope, _ part: String?) -> Bool {
            self.method == method && self.scope == scope && self.part == part
        }
    }

    private static let table = [
        Row("GET", .service, nil, .onBuckets(.ListBuckets)),
        Row("PUT", .bucket, nil, .onBuckets(.CreateBucket)), Row("HEAD", .bucket, nil, .onBuckets(.HeadBucket)),
        Row("DELETE", .bucket, nil, .onBuckets(.DeleteBucket)),
        Row("GET", .bucket, "location", .onBuckets(.GetBucketLocation)),
        Row("GET", .bucket, "versioning", .onSettings(.GetBucketVersioning)),
        Row("PUT", .bucket, "versioning", .onSettings(.PutBucketVersioning)),
        Row("GET", .bucket, "notification", .onSettings(.GetBucketNotificationConfiguration)),
        Row("PUT", .bucket, "notification", .onSettings(.PutBucketNotificationConfiguration)),
        Row("GET", .bucket, "lifecycle", .onSettings(.GetBucketLifecycleConfiguration)),
        Row("PUT", .bucket, "lifecycle", .onSettings(.PutBucketLifecycleConfiguration)),
        Row("DELETE", .bucket, "lifecycle", .onSettings(.DeleteBucketLifecycle)),
        Row("GET", .bucket, "cors", .onSettings(.GetBucketCors)),
        Row("PUT", .bucket, "cors", .onSettings(.PutBucketCors)),
        Row("DELETE", .bucket, "cors", .onSettings(.DeleteBucketCors)),
        Row("GET", .bucket, "tagging", .onSettings(.GetBucketTagging)),
        Row("PUT", .bucket, "tagging", .onSettings(.PutBucketTagging)),
        Row("DELETE", .bucket, "tagging", .onSettings(.DeleteBucketTagging)),
        Row("GET", .bucket, nil, .onBuckets(.ListObjects)),
        Row("GET", .bucket, "versions", .onBuckets(.ListObjectVersions)),
        Row("GET", .bucket, "uploads", .onUploads(.ListMultipartUploads)),
        Row("POST", .bucket, "delete", .onObjects(.DeleteObjects)), Row("POST", .bucket, nil, .onObjects(.PostObject)),
        Row("GET", .object, nil, .onObjects(.GetObject)), Row("HEAD", .object, nil, .onObjects(.HeadObject)),
        Row("PUT", .object, nil, .onObjects(.PutObject)), Row("DELETE", .object, nil, .onObjects(.DeleteObject)),
        Row("GET", .object, "tagging", .onObjects(.GetObjectTagging)),
        Row("PUT", .object, "tagging", .onObjects(.PutObjectTagging)),
        Row("DELETE", .object, "tagging", .onObjects(.DeleteObjectTagging)),
        Row("POST", .object, "uploads", .onUploads(.CreateMultipartUpload)),
        Row("PUT", .object, "uploadId", .onUploads(.UploadPart)),
        Row("POST", .object, "uploadId", .onUploads(.CompleteMultipartUpload)),
        Row("DELETE", .object, "uploadId", .onUploads(.AbortMultipartUpload)),
        Row("GET", .object, "uploadId", .onUploads(.ListParts)),
    ]

    /// The names in a query that make another resource of what the path names.
    private static let parts = [
        "abac", "accelerate", "acl", "analytics", "annotation", "attributes", "cors", "delete", "encryption",
        "intelligent-tiering",
        "inventory", "legal-hold", "lifecycle", "location", "logging", "metadataConfiguration", "metadataTable",
        "metrics", "notification", "object-lock", "ownershipControls", "policy", "policyStatus", "publicAccessBlock",
        "renameObject", "replication", "requestPayment", "restore", "retention", "select", "session", "tagging",
        "torrent",
        "uploadId", "uploads", "versioning", "versions", "website",
    ]
}
