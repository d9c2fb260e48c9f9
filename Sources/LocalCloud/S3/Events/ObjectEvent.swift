import AWSClient
import JSON
import Time

/// What happened to an object, as S3 tells it (event version 2.1).
struct ObjectEvent: Sendable {
    /// Such as `ObjectCreated:Put`.
    let name: String
    let version: ObjectVersion
    /// Whether the bucket keeps versions, so that the version has a name.
    let namesVersion: Bool

    func body(_ rule: NotificationRule, bucket: String, region: String, cause: Cause) -> String {
        var object: JSONObject = ["key": .string(Self.encoded(version.key.text))]
        if let entity = version.entity {
            object["size"] = .integer(entity.content.count)
            object["eTag"] = .string(String(Conditions.unquoted(Substring(entity.eTag))))
        } else if name == "ObjectRemoved:DeleteMarkerCreated" {
            object["eTag"] = "d41d8cd98f00b204e9800998ecf8427e"
        }
        if namesVersion { object["versionId"] = .string(version.id) }
        object["sequencer"] = .string(Self.sequencer(cause.order))
        let owner: JSONValue = ["principalId": .string(cause.account)]
        let record: JSONValue = [
            "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": .string(region),
            "eventTime": .string(cause.at.rfc3339), "eventName": .string(name),
            "userIdentity": ["principalId": .string("AWS:\(cause.caller.userID)")],
            "requestParameters": ["sourceIPAddress": "127.0.0.1"],
            "responseElements": [
                "x-amz-request-id": .string(cause.requestID),
                "x-amz-id-2": .string(S3Answers(id: cause.requestID).hostID),
            ],
            "s3": [
                "s3SchemaVersion": "1.0", "configurationId": .string(rule.id),
                "bucket": [
                    "name": .string(bucket), "ownerIdentity": owner, "arn": .string("\(ARN.bucket(bucket))"),
                ],
                "object": .object(object),
            ],
        ]
        let body: JSONValue = ["Records": [record]]
        return String(decoding: body.bytes(), as: UTF8.self)
    }

    /// A key as events and listings have it: as in a form, but with its slashes.
    static func encoded(_ key: String) -> String {
        key.split(separator: " ", omittingEmptySubsequences: false)
            .map { PercentEncoding.encode(String($0), keepingSlash: true) }
            .joined(separator: "+")
    }

    /// Of a fixed length, so that later ones sort behind earlier ones.
    static func sequencer(_ order: UInt64) -> String {
        let digits = String(order, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 18 - digits.count)) + digits
    }
}

/// By whom and when something was done.
struct Cause: Sendable {
    let caller: Caller
    let requestID: String
    let at: Instant
    let account: String
    let order: UInt64
}
