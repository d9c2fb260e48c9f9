import HTTP
package import Time

/// An object to store.
package struct PutObjectInput: Sendable {
    package var bucket: BucketName
    package var key: ObjectKey
    package var body: CallContent
    package var attributes: ObjectAttributes
    package var checksum = RequestChecksum.usual
    /// `*` where no object may be there yet.
    package var ifNoneMatch: String?
    package var ifMatch: String?

    package init(
        bucket: BucketName,
        key: ObjectKey,
        body: CallContent,
        attributes: ObjectAttributes = ObjectAttributes()
    ) {
        self.bucket = bucket
        self.key = key
        self.body = body
        self.attributes = attributes
    }
}

/// What S3 says of an object that it has stored: PutObject, CopyObject, CompleteMultipartUpload.
package struct StoredObject: Sendable, Equatable {
    package let eTag: String
    package let versionID: String?
    package let checksums: [ObjectChecksum]
}

extension S3 {
    /// Stores an object.
    ///
    /// It is tried again where no answer came. With `ifNoneMatch` the second try may then be refused because of the
    /// first: whoever needs to know asks HeadObject.
    package func putObject(
        _ input: PutObjectInput,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> StoredObject {
        var request = S3Request("PUT", input.bucket, input.key)
        request.add(input.attributes.headers)
        request.say("If-None-Match", input.ifNoneMatch)
        request.say("If-Match", input.ifMatch)
        request.content = input.body
        request.guardContent(by: input.checksum, use: settings.requestChecksums)
        let headers = try await send(request, deadline: deadline).head.headers
        return StoredObject(
            eTag: try Self.required(headers["ETag"], "ETag"),
            versionID: headers["x-amz-version-id"],
            checksums: ObjectChecksum.all(in: headers)
        )
    }
}
