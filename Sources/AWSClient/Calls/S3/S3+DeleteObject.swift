import HTTP
package import Time

/// An object to delete, or one version of it.
package struct DeleteObjectInput: Sendable {
    package var bucket: BucketName
    package var key: ObjectKey
    package var versionID: String?
    package var ifMatch: String?

    package init(bucket: BucketName, key: ObjectKey, versionID: String? = nil) {
        self.bucket = bucket
        self.key = key
        self.versionID = versionID
    }
}

/// What became of it: where versions are kept, only a marker may have come to lie over it.
package struct DeleteObjectOutput: Sendable, Equatable {
    package let isDeleteMarker: Bool
    package let versionID: String?
}

extension S3 {
    /// Deletes an object; that there is none is a success.
    package func deleteObject(
        _ input: DeleteObjectInput,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> DeleteObjectOutput {
        var request = S3Request("DELETE", input.bucket, input.key)
        request.ask("versionId", input.versionID)
        request.say("If-Match", input.ifMatch)
        let headers = try await send(request, deadline: deadline).head.headers
        return DeleteObjectOutput(
            isDeleteMarker: headers["x-amz-delete-marker"] == "true",
            versionID: headers["x-amz-version-id"]
        )
    }
}
