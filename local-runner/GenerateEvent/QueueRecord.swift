import AWSClient
import Encoding
import JSON
import LocalCloud
import Time

/// One message of a queue, as an event-source mapping hands it to a function.
struct QueueRecord: Sendable {
    static let queue = Option("--queue", "NAME", "its queue; example-queue by default, ordered where it ends in .fifo")

    let queue: String
    var group: String?
    var attributes: [String: MessageAttributeValue] = [:]

    private var isOrdered: Bool { queue.hasSuffix(".fifo") }

    func value(of body: String, on occasion: Occasion) -> JSONValue {
        let sent = "\(occasion.now.millisecondsSinceEpoch)"
        var own: JSONObject = [
            "ApproximateReceiveCount": "1", "SentTimestamp": .string(sent),
            "SenderId": .string("AIDA\(occasion.code(17))"), "ApproximateFirstReceiveTimestamp": .string(sent),
        ]
        if isOrdered {
            own["SequenceNumber"] = .string("18\(occasion.digits(18))")
            own["MessageDeduplicationId"] = .string(occasion.newID())
        }
        own["MessageGroupId"] = (group ?? (isOrdered ? "example-group" : nil)).map(JSONValue.string)
        let others = attributes.sorted { $0.key < $1.key }.map { ($0.key, $0.value.record) }
        var record: JSONObject = [
            "messageId": .string(occasion.newID()), "receiptHandle": .string(occasion.base64(bytes: 270)),
            "body": .string(body), "attributes": .object(own), "messageAttributes": .object(JSONObject(others)),
            "md5OfBody": .string(MessageDigests.ofBody(body)),
        ]
        record["md5OfMessageAttributes"] = MessageDigests.ofAttributes(attributes).map(JSONValue.string)
        record["eventSource"] = "aws:sqs"
        record["eventSourceARN"] = .string(occasion.arn("sqs", queue))
        record["awsRegion"] = .string(occasion.region)
        return ["Records": [.object(record)]]
    }
}

extension MessageAttributeValue {
    fileprivate var record: JSONValue {
        let told: (String, JSONValue) =
            switch value {
            case .text(let text): ("stringValue", .string(text))
            case .binary(let bytes): ("binaryValue", .string(Base64.encode(bytes)))
            }
        let empty = JSONValue.array([])
        return .object(
            JSONObject([
                told, ("stringListValues", empty), ("binaryListValues", empty), ("dataType", .string(dataType)),
            ])
        )
    }
}
