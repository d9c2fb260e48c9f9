import JSON

/// The same through EventBridge, which has other names for all of it and does not encode the key.
struct S3BusEvent: GeneratedEvent {
    static let kind = "s3-eventbridge"
    static let summary = "print what EventBridge tells of an object that was put into S3"
    static let options = S3PutEvent.options

    private let object: StoredObject

    init(_ arguments: Arguments) throws(UsageFault) {
        object = try StoredObject(arguments)
    }

    func value(on occasion: Occasion) -> JSONValue {
        var told: JSONObject = [
            "key": .string(object.key), "size": .integer(object.size),
            "etag": .string(object.eTag ?? occasion.hex(32)),
        ]
        told["version-id"] = object.versionID.map(JSONValue.string)
        told["sequencer"] = .string(occasion.sequencer)
        let detail: JSONObject = [
            "version": "0", "bucket": ["name": .string(object.bucket)], "object": .object(told),
            "request-id": .string(occasion.code(16)), "requester": .string(occasion.account),
            "source-ip-address": "127.0.0.1", "reason": "PutObject",
        ]
        let envelope = BusEnvelope(
            source: "aws.s3",
            detailType: "Object Created",
            resource: "arn:aws:s3:::\(object.bucket)",
            detail: detail
        )
        return envelope.value(on: occasion)
    }
}
