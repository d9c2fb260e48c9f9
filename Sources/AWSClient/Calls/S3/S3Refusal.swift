/// The refusals of S3 that a caller acts on; all others are told by their code alone.
package enum S3Refusal: Sendable, Hashable {
    case noSuchBucket, noSuchKey, noSuchUpload, noSuchVersion
    /// An answer to HEAD has no body that could tell which of them it is that is missing.
    case notFound
    /// An object is there that must not be, or is another than it must be.
    case preconditionFailed
    /// Another writer was about the same key; the same request may succeed after it.
    case conflict
    case accessDenied
    case bucketAlreadyOwnedByYou, bucketAlreadyExists, bucketNotEmpty
    case invalidRange
    /// No object is like this: what was to be stored is not what its checksum says.
    case badDigest
}

extension AWSFailure {
    package var s3Refusal: S3Refusal? {
        switch (code, status) {
        case ("NoSuchBucket", _): .noSuchBucket
        case ("NoSuchKey", _): .noSuchKey
        case ("NoSuchUpload", _): .noSuchUpload
        case ("NoSuchVersion", _): .noSuchVersion
        case ("BucketAlreadyOwnedByYou", _): .bucketAlreadyOwnedByYou
        case ("BucketAlreadyExists", _): .bucketAlreadyExists
        case ("BucketNotEmpty", _): .bucketNotEmpty
        case ("BadDigest", _), ("XAmzContentChecksumMismatch", _): .badDigest
        case ("ConditionalRequestConflict", _), ("OperationAborted", _): .conflict
        // An answer of 200 may hold an error too, so the status does not tell all.
        case ("PreconditionFailed", _), (_, 412): .preconditionFailed
        case ("AccessDenied", _), (_, 403): .accessDenied
        case ("InvalidRange", _), (_, 416): .invalidRange
        case (_, 404): .notFound
        default: nil
        }
    }
}
