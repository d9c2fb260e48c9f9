import Encoding
import JSON
import Time

extension Functions: Recipient {
    /// Takes what buckets, topics and buses send to functions, as an event that nobody waits for.
    package func take(_ delivery: Delivery) async throws(ServiceFault) {
        guard let reference = FunctionReference(delivery.target.description) else {
            throw ServiceFault("ResourceNotFoundException", "Function not found: \(delivery.target)", status: 404)
        }
        _ = try function(reference)
        let id = ground.newID()
        let payload = delivery.source.service == "sns" ? delivery.snsEvent(id: id, at: ground.clock.now) : delivery.body
        try await enqueue(try Self.checked(Array(payload.utf8), atMost: Self.longestEvent), for: reference, id: id)
    }
}

extension Delivery {
    /// The event that a topic makes of a message; one that is in that form already stays as it is.
    fileprivate func snsEvent(id: String, at now: Instant) -> String {
        if isSNSEvent { return body }
        let values = attributes.sorted { $0.key < $1.key }.map { ($0.key, $0.value.notified) }
        let notification: JSONValue = [
            "Type": "Notification",
            "MessageId": .string(id),
            "TopicArn": .string(source.description),
            "Subject": subject.map { .string($0) } ?? .null,
            "Message": .string(body),
            "Timestamp": .string(now.rfc3339),
            "MessageAttributes": .object(JSONObject(values)),
        ]
        let record: JSONValue = [
            "EventSource": "aws:sns", "EventVersion": "1.0",
            "EventSubscriptionArn": .string("\(source):\(id)"), "Sns": notification,
        ]
        let event: JSONValue = ["Records": [record]]
        return String(decoding: event.bytes(), as: UTF8.self)
    }

    private var isSNSEvent: Bool {
        do {
            return try JSONValue(parsing: Array(body.utf8))["Records"]?[0]?["EventSource"] == "aws:sns"
        } catch {
            return false
        }
    }
}

extension DeliveryAttribute {
    fileprivate var notified: JSONValue {
        switch value {
        case .text(let text): ["Type": .string(type), "Value": .string(text)]
        case .bytes(let bytes): ["Type": .string(type), "Value": .string(Base64.encode(bytes))]
        }
    }
}
