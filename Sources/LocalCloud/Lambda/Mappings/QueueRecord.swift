import Encoding
import JSON
import Time

extension QueuedMessage {
    /// The message as one record of an event.
    func record(from queue: ARN) -> JSONValue {
        let own = attributes.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
        let others = messageAttributes.sorted { $0.key < $1.key }.map { ($0.key, $0.value.record) }
        var record: JSONObject = [
            "messageId": .string(id),
            "receiptHandle": .string(receiptHandle),
            "body": .string(body),
            "attributes": .object(JSONObject(own)),
            "messageAttributes": .object(JSONObject(others)),
            "md5OfBody": .string(md5OfBody),
        ]
        if let md5OfMessageAttributes { record["md5OfMessageAttributes"] = .string(md5OfMessageAttributes) }
        record["eventSource"] = "aws:sqs"
        record["eventSourceARN"] = .string(queue.description)
        record["awsRegion"] = .string(queue.region)
        return .object(record)
    }
}

extension DeliveryAttribute {
    fileprivate var record: JSONValue {
        var members: JSONObject = [:]
        switch value {
        case .text(let text): members["stringValue"] = .string(text)
        case .bytes(let bytes): members["binaryValue"] = .string(Base64.encode(bytes))
        }
        members["stringListValues"] = []
        members["binaryListValues"] = []
        members["dataType"] = .string(type)
        return .object(members)
    }
}

/// Messages that go to a function together.
struct QueueBatch: Sendable {
    private(set) var messages: [QueuedMessage] = []
    private var records: [[UInt8]] = []
    private var size = "{\"Records\":[]}".utf8.count

    /// Takes a message; false where the event would be longer than a function is given.
    mutating func add(_ message: QueuedMessage, from queue: ARN) -> Bool {
        let record = message.record(from: queue).bytes()
        guard messages.isEmpty || size + record.count + 1 <= Functions.longestPayload else { return false }
        size += record.count + 1
        messages.append(message)
        records.append(record)
        return true
    }

    var event: [UInt8] {
        var bytes = Array("{\"Records\":[".utf8)
        bytes.reserveCapacity(size)
        for (index, record) in records.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += record
        }
        return bytes + Array("]}".utf8)
    }

    /// When the first of them will be seen by others.
    var hiddenUntil: Instant { messages.map(\.hiddenUntil).min() ?? .distantPast }
}
