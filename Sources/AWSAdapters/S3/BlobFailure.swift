import AWSClient
import Domain
import Ports

extension PortError {
    /// What S3's failure about an object means.
    init(_ failure: S3Failure, about blob: Blob) {
        switch failure {
        case .invalid(let fault): self = .malformed(.blob(blob), reason: "\(fault)")
        case .object(let fault):
            // Damaged or exchanged on its way: another reading may find it whole.
            self = .unavailable(Outage(service: "s3", code: "object", message: "\(fault)"))
        case .call(let call):
            switch failure.refusal {
            case .noSuchBucket, .noSuchKey, .noSuchVersion, .notFound: self = .unknown(.blob(blob))
            case .preconditionFailed: self = .exists(.blob(blob))
            case .conflict:
                // Another run of the same step writes there just now; when it is done, its bytes will be found.
                self = .unavailable(Outage(service: "s3", code: call.code ?? "", message: "\(call)"))
            case .accessDenied, .badDigest, .bucketAlreadyExists, .bucketAlreadyOwnedByYou, .bucketNotEmpty,
                .invalidRange, .noSuchUpload, nil:
                self.init(call)
            }
        }
    }
}

/// Where S3 is to look, its names checked.
struct ObjectPlace {
    let bucket: BucketName
    let key: ObjectKey

    init(_ blob: Blob) throws(PortError) {
        do throws(RequestFault) {
            bucket = try BucketName(blob.bucket)
            key = try ObjectKey(blob.key)
        } catch {
            throw .malformed(.blob(blob), reason: "\(error)")
        }
    }
}
