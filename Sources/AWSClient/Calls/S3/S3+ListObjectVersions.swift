package import Time

/// Which objects of a bucket to list, with all their versions.
package struct ListObjectVersionsInput: Sendable {
    package var bucket: BucketName
    package var prefix: String?
    package var keyMarker: String?
    package var versionIDMarker: String?
    /// Up to a thousand.
    package var maxKeys: Int?

    package init(bucket: BucketName, prefix: String? = nil) {
        self.bucket = bucket
        self.prefix = prefix
    }
}

/// A page of them: the versions of a key from the newest on, markers of deletion among them.
package struct ListObjectVersionsOutput: Sendable, Equatable {
    package let versions: [ListedObject]
    /// Nil on the last page.
    package let nextKeyMarker: String?
    package let nextVersionIDMarker: String?
}

extension S3 {
    package func listObjectVersions(
        _ input: ListObjectVersionsInput,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> ListObjectVersionsOutput {
        var request = S3Request("GET", input.bucket)
        request.query = [("versions", nil), ("encoding-type", "url")]
        request.ask("prefix", input.prefix)
        request.ask("key-marker", input.keyMarker)
        request.ask("version-id-marker", input.versionIDMarker)
        request.ask("max-keys", input.maxKeys)
        let answer = try await read(request, deadline: deadline)
        let isTruncated = answer.text(at: "IsTruncated") == "true"
        let marker = isTruncated ? try Self.required(answer.text(at: "NextKeyMarker"), "NextKeyMarker") : nil
        let keys = KeyEncoding(answer)
        let versions = answer.children.filter { ["Version", "DeleteMarker"].contains($0.name) }
        return ListObjectVersionsOutput(
            versions: try Self.objects(versions, keys: keys),
            nextKeyMarker: try marker.map(keys.key),
            nextVersionIDMarker: isTruncated ? answer.text(at: "NextVersionIdMarker") : nil
        )
    }
}
