package import Time

/// What a signature is good for: one day, one region, one service.
///
/// Timestamp and day come from one reading of the clock, so that they cannot lie on two sides of midnight.
package struct SigningScope: Sendable, Equatable {
    /// As it is signed: `20130524T000000Z`.
    package let timestamp: String
    package let region: String
    package let service: String

    package init(at now: Instant, region: String, service: String) {
        timestamp = now.basicISO8601
        self.region = region
        self.service = service
    }

    package var day: Substring { timestamp.prefix(8) }

    /// Without the access key: `20130524/us-east-1/s3/aws4_request`.
    package var credentialScope: String { "\(day)/\(region)/\(service)/aws4_request" }

    static let algorithm = "AWS4-HMAC-SHA256"

    /// S3 signs by rules of its own; it does so under the names of its relatives too.
    static func isS3(_ service: String) -> Bool { service == "s3" || service == "s3-object-lambda" }
}
