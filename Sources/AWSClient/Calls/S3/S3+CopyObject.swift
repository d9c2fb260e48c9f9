import HTTP
package import Time

/// The object that is copied.
package struct CopySource: Sendable, Hashable {
    package var bucket: BucketName
    package var key: ObjectKey
    package var versionID: String?
    package var ifMatch: String?

    package init(bucket: BucketName, key: ObjectKey, versionID: String? = nil, ifMatch: String? = nil) {
        self.bucket = bucket
        self.key = key
        self.versionID = versionID
        self.ifMatch = ifMatch
    }
}

extension S3Request {
    /// The source is a path of its own within a header, so it is encoded there too.
    mutating func copy(from source: CopySource) {
        let version = source.versionID.map { "?versionId=\(PercentEncoding.encode($0))" } ?? ""
        let path = PercentEncoding.encode("\(source.bucket)/\(source.key.text)", keepingSlash: true)
        say("x-amz-copy-source", path + version)
        say("x-amz-copy-source-if-match", source.ifMatch)
    }
}

/// A copy to make within S3.
package struct CopyObjectInput: Sendable {
    package var source: CopySource
    package var bucket: BucketName
    package var key: ObjectKey
    /// Nil keeps those of the source.
    package var attributes: ObjectAttributes?
    /// What S3 is to reckon for the copy; nil keeps the kind that the source has.
    package var checksumAlgorithm: ChecksumAlgorithm?
    package var ifNoneMatch: String?
    package var ifMatch: String?

    package init(_ source: CopySource, to bucket: BucketName, _ key: ObjectKey) {
        self.source = source
        self.bucket = bucket
        self.key = key
    }
}

extension S3 {
    /// Copies an object of at most 5 GiB.
    package func copyObject(
        _ input: CopyObjectInput,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> StoredObject {
        var request = S3Request("PUT", input.bucket, input.key)
        request.copy(from: input.source)
        if let attributes = input.attributes {
            request.say("x-amz-metadata-directive", "REPLACE")
            request.say("x-amz-tagging-directive", attributes.tagging.isEmpty ? nil : "REPLACE")
            request.add(attributes.headers)
        }
        request.say("x-amz-checksum-algorithm", input.checksumAlgorithm?.rawValue)
        request.say("If-None-Match", input.ifNoneMatch)
        request.say("If-Match", input.ifMatch)
        return try Self.stored(try await send(request, deadline: deadline))
    }

    /// What a document of S3 says of an object that it has made.
    static func stored(_ response: WebResponse) throws(S3Failure) -> StoredObject {
        let answer = try document(in: response)
        return StoredObject(
            eTag: try required(answer.text(at: "ETag"), "ETag"),
            versionID: response.head.headers["x-amz-version-id"],
            checksums: ObjectChecksum.all(in: answer)
        )
    }
}
