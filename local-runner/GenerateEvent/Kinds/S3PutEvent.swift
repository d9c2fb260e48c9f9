import JSON

struct S3PutEvent: GeneratedEvent {
    static let kind = "s3-put"
    static let summary = "print what S3 tells of an object that was put"
    static let options = [
        StoredObject.bucket, StoredObject.key, StoredObject.size, StoredObject.eTag, StoredObject.versionID,
    ]

    private let object: StoredObject

    init(_ arguments: Arguments) throws(UsageFault) {
        object = try StoredObject(arguments)
    }

    func value(on occasion: Occasion) -> JSONValue {
        var told: JSONObject = [
            "key": .string(BucketRecord.encoded(object.key)), "size": .integer(object.size),
            "eTag": .string(object.eTag ?? occasion.hex(32)),
        ]
        told["versionId"] = object.versionID.map(JSONValue.string)
        return BucketRecord(event: "ObjectCreated:Put", bucket: object.bucket, object: told).value(on: occasion)
    }
}
