import HTTP
package import Time

extension S3 {
    /// Makes a bucket in the client's own region.
    package func createBucket(_ bucket: BucketName, deadline: Instant? = nil) async throws(S3Failure) {
        var request = S3Request("PUT", bucket)
        // Whoever made it before is told so, and a second try would be told so too.
        request.isIdempotent = false
        request.followsRegion = false
        let region = client.endpoint.region
        // S3's first region has no name here.
        if region != "us-east-1" {
            let document = XMLWriter.document("CreateBucketConfiguration") { $0.element("LocationConstraint", region) }
            request.content = .bytes(document)
        }
        try await send(request, deadline: deadline)
    }

    /// Where the bucket is; `.notFound` where there is none, `.accessDenied` where it is somebody else's.
    package func headBucket(_ bucket: BucketName, deadline: Instant? = nil) async throws(S3Failure) -> String? {
        try await send(S3Request("HEAD", bucket), deadline: deadline).head.headers["x-amz-bucket-region"]
    }

    /// Deletes a bucket, which must be empty.
    package func deleteBucket(_ bucket: BucketName, deadline: Instant? = nil) async throws(S3Failure) {
        try await send(S3Request("DELETE", bucket), deadline: deadline)
    }

    /// Nil where versions were never kept.
    package func getBucketVersioning(
        _ bucket: BucketName,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> BucketVersioning? {
        var request = S3Request("GET", bucket)
        request.query = [("versioning", nil)]
        return try await read(request, deadline: deadline).text(at: "Status").flatMap(BucketVersioning.init(rawValue:))
    }

    package func putBucketVersioning(
        _ bucket: BucketName,
        _ versioning: BucketVersioning,
        deadline: Instant? = nil
    ) async throws(S3Failure) {
        var request = S3Request("PUT", bucket)
        request.query = [("versioning", nil)]
        request.say("Content-Type", "application/xml")
        let document = XMLWriter.document("VersioningConfiguration") { $0.element("Status", versioning.rawValue) }
        request.content = .bytes(document)
        request.guardContent(by: .reckoned(.crc32), use: settings.requestChecksums)
        try await send(request, deadline: deadline)
    }
}

/// Whether a bucket keeps what is overwritten and deleted.
package enum BucketVersioning: String, Sendable {
    case enabled = "Enabled"
    /// From now on no more; what was kept stays.
    case suspended = "Suspended"
}
