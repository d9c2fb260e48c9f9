import JSON

struct S3DeleteEvent: GeneratedEvent {
    static let kind = "s3-delete"
    static let summary = "print what S3 tells of an object that was deleted"
    static let options = [StoredObject.bucket, StoredObject.key, StoredObject.versionID]

    private let object: StoredObject

    init(_ arguments: Arguments) throws(UsageFault) {
        object = try StoredObject(arguments)
    }

    func value(on occasion: Occasion) -> JSONValue {
        var told: JSONObject = ["key": .string(BucketRecord.encoded(object.key))]
        told["versionId"] = object.versionID.map(JSONValue.string)
        return BucketRecord(event: "ObjectRemoved:Delete", bucket: object.bucket, object: told).value(on: occasion)
    }
}
