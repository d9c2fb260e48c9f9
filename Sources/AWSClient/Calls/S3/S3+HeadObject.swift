import HTTP
package import Time

/// An object to be told about.
package struct HeadObjectInput: Sendable {
    package var bucket: BucketName
    package var key: ObjectKey
    package var versionID: String?
    package var ifMatch: String?
    package var ifNoneMatch: String?
    /// Whether S3 is to tell the object's checksums.
    package var checksumMode = true

    package init(bucket: BucketName, key: ObjectKey, versionID: String? = nil) {
        self.bucket = bucket
        self.key = key
        self.versionID = versionID
    }
}

extension S3 {
    /// What S3 says of an object; `.notFound` where there is none, for an answer to HEAD has no words.
    package func headObject(
        _ input: HeadObjectInput,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> Conditional<ObjectHead> {
        var request = S3Request("HEAD", input.bucket, input.key)
        request.ask("versionId", input.versionID)
        request.say("If-Match", input.ifMatch)
        request.say("If-None-Match", input.ifNoneMatch)
        request.say("x-amz-checksum-mode", input.checksumMode ? "ENABLED" : nil)
        request.takesNotModified = true
        let head = try await send(request, deadline: deadline).head
        return head.status == 304 ? .notModified : .answer(ObjectHead(head))
    }
}
