package import Time

/// What a bucket tells, and whom.
package struct BucketNotification: Sendable, Equatable {
    package enum Destination: Sendable, Hashable {
        case queue(arn: String)
        case topic(arn: String)
        case lambdaFunction(arn: String)
    }

    package let id: String?
    package let destination: Destination
    /// Such as `s3:ObjectCreated:*`.
    package let events: [String]
    package let prefix: String?
    package let suffix: String?
}

extension S3 {
    package func getBucketNotificationConfiguration(
        _ bucket: BucketName,
        deadline: Instant? = nil
    ) async throws(S3Failure) -> [BucketNotification] {
        var request = S3Request("GET", bucket)
        request.query = [("notification", nil)]
        return try await read(request, deadline: deadline).children.compactMap(BucketNotification.init)
    }
}

extension BucketNotification {
    /// Nil for EventBridge, which is told everything or nothing.
    init?(_ element: XMLElement) {
        switch element.name {
        case "QueueConfiguration": destination = .queue(arn: element.text(at: "Queue") ?? "")
        case "TopicConfiguration": destination = .topic(arn: element.text(at: "Topic") ?? "")
        case "CloudFunctionConfiguration":
            destination = .lambdaFunction(arn: element.text(at: "CloudFunction") ?? "")
        default: return nil
        }
        id = element.text(at: "Id")
        events = element.all("Event").map(\.text)
        let rules = element["Filter"]?["S3Key"]?.all("FilterRule") ?? []
        // S3 writes the names in any case.
        let value = { (name: String) in
            rules.first { $0.text(at: "Name")?.lowercased() == name }?.text(at: "Value")
        }
        prefix = value("prefix")
        suffix = value("suffix")
    }
}
