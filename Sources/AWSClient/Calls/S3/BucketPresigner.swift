package import HTTP
package import Time

/// Makes URLs and forms for one bucket, with credentials that were fetched once.
///
/// None of them outlives those credentials, so whoever makes many asks for a new presigner now and then.
package struct BucketPresigner: Sendable {
    private let bucket: BucketName
    private let presigner: Presigner
    private let signer: Signer
    private let credentials: Credentials
    private let endpoint: AWSEndpoint

    init(_ bucket: BucketName, at endpoint: AWSEndpoint, credentials: Credentials, keys: SigningKeys) {
        self.bucket = bucket
        self.endpoint = endpoint
        self.credentials = credentials
        let service = AWSServiceName.s3.signingName
        signer = Signer(region: endpoint.region, service: service, keys: keys)
        presigner = Presigner(
            origin: endpoint.origin,
            region: endpoint.region,
            service: service,
            credentials: credentials,
            keys: keys
        )
    }

    /// For storing one object; its holder must send the headers that the request names.
    package func putObject(
        _ object: PutObject,
        at now: Instant,
        expiry: Duration
    ) throws(SigningFailure) -> PresignedURL {
        var object = object
        object.bucketInPath = bucketInPath
        return try presigner.url(for: .putObject(object), at: now, expiry: expiry)
    }

    /// For reading one version of an object.
    package func getObject(
        _ key: ObjectKey,
        versionID: String? = nil,
        overrides: [ResponseOverride: String] = [:],
        at now: Instant,
        expiry: Duration
    ) throws(SigningFailure) -> PresignedURL {
        let request = try PresignedRequest.getObject(
            key: key.text,
            bucketInPath: bucketInPath,
            versionID: versionID,
            overrides: overrides
        )
        return try presigner.url(for: request, at: now, expiry: expiry)
    }

    /// For storing one part of an upload.
    package func uploadPart(
        _ number: Int,
        of upload: MultipartUpload,
        headers: WebHeaders = [:],
        at now: Instant,
        expiry: Duration
    ) throws(SigningFailure) -> PresignedURL {
        let request = try PresignedRequest(
            method: "PUT",
            path: PresignedRequest.path(ofKey: upload.key.text, inBucket: bucketInPath),
            query: [("partNumber", "\(number)"), ("uploadId", upload.uploadID)],
            headers: headers
        )
        return try presigner.url(for: request, at: now, expiry: expiry)
    }

    /// For a browser's form, and where that is to be sent.
    package func form(
        _ conditions: [PostPolicy.Condition],
        at now: Instant,
        expiry: Duration
    ) throws(SigningFailure) -> (url: String, form: PostForm) {
        let policy = try PostPolicy(bucket: bucket.text, conditions: conditions)
        let form = try signer.form(for: policy, with: credentials, at: now, expiry: expiry)
        return ("\(endpoint.origin)\(endpoint.path.isEmpty ? "/" : endpoint.path)", form)
    }

    /// What stands before the key; nil where the host names the bucket.
    private var bucketInPath: String? { endpoint.path.isEmpty ? nil : String(endpoint.path.dropFirst()) }
}

extension S3 {
    /// A presigner for a bucket where it is known to be.
    package func presigner(for bucket: BucketName) async throws(S3Failure) -> BucketPresigner {
        let credentials: Credentials
        do throws(CredentialFailure) {
            credentials = try await context.credentials.credentials()
        } catch {
            throw .call(.credentials(error))
        }
        return BucketPresigner(
            bucket,
            at: places.endpoint(of: bucket),
            credentials: credentials,
            keys: context.keys
        )
    }

    /// The time to presign at: the service's, as far as it is known to differ from ours.
    package var signingTime: Instant { client.signingTime }
}
