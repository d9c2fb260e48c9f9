import AWSClient
import JSON
import Time

extension ObjectEvent {
    /// The event as EventBridge has it, in the form of PutEvents' entries; nil of what S3 tells no bus.
    ///
    /// A key stands as it is, where the other form has it encoded.
    func entry(bucket: String, cause: Cause) -> String? {
        guard let kind = Self.kinds[name] else { return nil }
        var object: JSONObject = ["key": .string(version.key.text)]
        if let entity = version.entity {
            object["size"] = .integer(entity.content.count)
            object["etag"] = .string(String(Conditions.unquoted(Substring(entity.eTag))))
        } else if kind.deletion == "Delete Marker Created" {
            object["etag"] = "d41d8cd98f00b204e9800998ecf8427e"
        }
        if namesVersion { object["version-id"] = .string(version.id) }
        object["sequencer"] = .string(Self.sequencer(cause.order))
        var detail: JSONObject = [
            "version": "0", "bucket": ["name": .string(bucket)], "object": .object(object),
            "request-id": .string(cause.requestID), "requester": .string(cause.account),
            "source-ip-address": "127.0.0.1",
        ]
        detail["reason"] = kind.reason.map { .string($0) }
        detail["deletion-type"] = kind.deletion.map { .string($0) }
        let entry: JSONValue = [
            "Time": .double(Double(cause.at.millisecondsSinceEpoch) / 1_000), "Source": "aws.s3",
            "DetailType": .string(kind.type), "Resources": [.string("\(ARN.bucket(bucket))")],
            "Detail": .string(String(decoding: JSONValue.object(detail).bytes(), as: UTF8.self)),
        ]
        return String(decoding: entry.bytes(), as: UTF8.self)
    }

    private struct Kind {
        let type: String
        var reason: String?
        var deletion: String?
    }

    private static let kinds = [
        "ObjectCreated:Put": Kind(type: "Object Created", reason: "PutObject"),
        "ObjectCreated:Post": Kind(type: "Object Created", reason: "POST Object"),
        "ObjectCreated:Copy": Kind(type: "Object Created", reason: "CopyObject"),
        "ObjectCreated:CompleteMultipartUpload": Kind(type: "Object Created", reason: "CompleteMultipartUpload"),
        "ObjectRemoved:Delete": Kind(
            type: "Object Deleted",
            reason: "DeleteObject",
            deletion: "Permanently Deleted"
        ),
        "ObjectRemoved:DeleteMarkerCreated": Kind(
            type: "Object Deleted",
            reason: "DeleteObject",
            deletion: "Delete Marker Created"
        ),
        "ObjectTagging:Put": Kind(type: "Object Tags Added"),
        "ObjectTagging:Delete": Kind(type: "Object Tags Deleted"),
    ]
}
