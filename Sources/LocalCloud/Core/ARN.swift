/// The name of a thing in AWS: `arn:aws:sqs:us-east-1:000000000000:orders`.
package struct ARN: Sendable, Hashable, CustomStringConvertible {
    package let service: String
    /// Empty for buckets, whose names are the world's.
    package let region: String
    package let account: String
    /// What the service calls it; may hold colons and slashes.
    package let resource: String

    package init(service: String, region: String, account: String, resource: String) {
        self.service = service
        self.region = region
        self.account = account
        self.resource = resource
    }

    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", parts[1] == "aws", !parts[2].isEmpty, !parts[5].isEmpty else {
            return nil
        }
        self.init(service: parts[2], region: parts[3], account: parts[4], resource: parts[5])
    }

    package static func bucket(_ name: String) -> ARN { ARN(service: "s3", region: "", account: "", resource: name) }

    package var description: String { "arn:aws:\(service):\(region):\(account):\(resource)" }
}
