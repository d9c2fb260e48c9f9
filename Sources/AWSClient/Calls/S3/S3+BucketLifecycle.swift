package import Time

/// One rule by which a bucket forgets.
package struct LifecycleRule: Sendable, Equatable {
    package let id: String?
    package let isEnabled: Bool
    /// Nil where the rule is for all keys.
    package let prefix: String?
    /// None where the rule is for objects of any tags.
    package let tags: [String: String]
    package let expirationDays: Int?
    package let noncurrentVersionExpirationDays: Int?
    package let abortIncompleteMultipartUploadDays: Int?
}

extension S3 {
    /// The rules; none where the bucket has no lifecycle.
    package func getBucketLifecycleConfiguration(
        _ bucket: BucketName,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> [LifecycleRule] {
        var request = S3Request("GET", bucket)
        request.query = [("lifecycle", nil)]
        do throws(S3Failure) {
            return try await read(request, deadline: deadline).all("Rule").map(LifecycleRule.init)
        } catch {
            guard case .call(.service(let failure)) = error, failure.code == "NoSuchLifecycleConfiguration" else {
                throw error
            }
            return []
        }
    }
}

extension LifecycleRule {
    init(_ rule: XMLElement) {
        id = rule.text(at: "ID")
        isEnabled = rule.text(at: "Status") == "Enabled"
        let filter = rule["Filter"]
        let all = filter?["And"] ?? filter
        // Older rules have their prefix beside the filter.
        let named = all?.text(at: "Prefix") ?? rule.text(at: "Prefix")
        prefix = named.flatMap { $0.isEmpty ? nil : $0 }
        tags = (all?.all("Tag") ?? []).reduce(into: [:]) { tags, tag in
            tags[tag.text(at: "Key") ?? ""] = tag.text(at: "Value") ?? ""
        }
        expirationDays = rule["Expiration"]?.text(at: "Days").flatMap { Int($0) }
        noncurrentVersionExpirationDays = rule["NoncurrentVersionExpiration"]?.text(at: "NoncurrentDays")
            .flatMap { Int($0) }
        abortIncompleteMultipartUploadDays = rule["AbortIncompleteMultipartUpload"]?.text(at: "DaysAfterInitiation")
            .flatMap { Int($0) }
    }
}
