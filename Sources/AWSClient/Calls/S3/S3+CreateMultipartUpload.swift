package import Time

/// An object that is to come in parts.
package struct CreateMultipartUploadInput: Sendable {
    package var bucket: BucketName
    package var key: ObjectKey
    package var attributes: ObjectAttributes
    package var checksumAlgorithm: ChecksumAlgorithm?
    /// Whether the object's checksum is to be that of its bytes, which the cyclic ones can be reckoned to.
    package var hasFullObjectChecksum = false

    package init(bucket: BucketName, key: ObjectKey, attributes: ObjectAttributes = ObjectAttributes()) {
        self.bucket = bucket
        self.key = key
        self.attributes = attributes
    }
}

/// An upload in parts that is under way; its parts are kept, and paid for, until it is completed or aborted.
package struct MultipartUpload: Sendable, Hashable {
    package let bucket: BucketName
    package let key: ObjectKey
    package let uploadID: String

    package init(bucket: BucketName, key: ObjectKey, uploadID: String) {
        self.bucket = bucket
        self.key = key
        self.uploadID = uploadID
    }

    func request(_ method: String) -> S3Request {
        var request = S3Request(method, bucket, key)
        request.query = [("uploadId", uploadID)]
        return request
    }
}

extension S3 {
    /// Begins an upload; a second try would begin a second one, of which nobody knew.
    package func createMultipartUpload(
        _ input: CreateMultipartUploadInput,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> MultipartUpload {
        var request = S3Request("POST", input.bucket, input.key)
        request.query = [("uploads", nil)]
        request.add(input.attributes.headers)
        request.say("x-amz-checksum-algorithm", input.checksumAlgorithm?.rawValue)
        request.say("x-amz-checksum-type", input.hasFullObjectChecksum ? "FULL_OBJECT" : nil)
        request.isIdempotent = false
        let answer = try await read(request, deadline: deadline)
        return MultipartUpload(
            bucket: input.bucket,
            key: input.key,
            uploadID: try Self.required(answer.text(at: "UploadId"), "UploadId")
        )
    }

    /// Ends an upload and drops its parts; one that is still on its way may come to lie there after all.
    package func abortMultipartUpload(_ upload: MultipartUpload, deadline: Instant? = nil) async throws(S3Failure) {
        try await send(upload.request("DELETE"), deadline: deadline)
    }
}
