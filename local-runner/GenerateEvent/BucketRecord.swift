import AWSClient
import JSON
import Time

/// What S3 tells a queue, a topic or a function of one object (event version 2.1).
struct BucketRecord {
    /// Such as `ObjectCreated:Put`.
    let event: String
    let bucket: String
    /// What is told of the object beside its sequencer, its key encoded.
    let object: JSONObject

    func value(on occasion: Occasion) -> JSONValue {
        var object = object
        object["sequencer"] = .string(occasion.sequencer)
        let record: JSONValue = [
            "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": .string(occasion.region),
            "eventTime": .string(occasion.now.rfc3339), "eventName": .string(event),
            "userIdentity": ["principalId": .string("AWS:AIDA\(occasion.code(17))")],
            "requestParameters": ["sourceIPAddress": "127.0.0.1"],
            "responseElements": [
                "x-amz-request-id": .string(occasion.code(16)), "x-amz-id-2": .string(occasion.base64(bytes: 57)),
            ],
            "s3": [
                "s3SchemaVersion": "1.0", "configurationId": .string(occasion.newID()),
                "bucket": [
                    "name": .string(bucket), "ownerIdentity": ["principalId": .string("A\(occasion.code(13))")],
                    "arn": .string("arn:aws:s3:::\(bucket)"),
                ],
                "object": .object(object),
            ],
        ]
        return ["Records": [record]]
    }

    /// A key as these events have it: as in a form, but with its slashes.
    static func encoded(_ key: String) -> String {
        key.split(separator: " ", omittingEmptySubsequences: false)
            .map { PercentEncoding.encode(String($0), keepingSlash: true) }
            .joined(separator: "+")
    }
}

extension Occasion {
    /// By which events of one key are put into order: it begins with the second.
    var sequencer: String {
        let second = String(now.secondsSinceEpoch, radix: 16, uppercase: true)
        return "00\(second)\(hex(8).uppercased())"
    }
}
