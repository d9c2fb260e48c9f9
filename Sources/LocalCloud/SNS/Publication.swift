import AWSClient
import Crypto
import Encoding
import JSON
import Time

/// A message on its way to the subscribers of a topic.
struct Publication: Sendable {
    let message: String
    let subject: String?
    let attributes: [String: MessageAttributeValue]
    let groupID: String?
    var deduplicationID: String?
    /// Where the message has a text of its own for each protocol.
    private let texts: JSONObject?

    init(
        message: String,
        subject: String? = nil,
        structure: String? = nil,
        attributes: [String: MessageAttributeValue] = [:],
        groupID: String? = nil,
        deduplicationID: String? = nil
    ) throws(ServiceFault) {
        guard !message.isEmpty else { throw .invalidTopicParameter("Empty message") }
        guard MessageRules.isWritable(message) else {
            throw .invalidTopicParameter("Message contains invalid characters")
        }
        if let subject {
            guard (1...100).contains(subject.unicodeScalars.count),
                subject.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
            else { throw .invalidTopicParameter("Subject") }
        }
        try MessageRules.check(Self.asQueueKnowsThem(attributes), atMost: nil)
        if let groupID { try MessageRules.check(id: groupID, "MessageGroupId") }
        if let deduplicationID { try MessageRules.check(id: deduplicationID, "MessageDeduplicationId") }
        self.message = message
        self.subject = subject
        self.attributes = attributes
        self.groupID = groupID
        self.deduplicationID = deduplicationID
        texts = try Self.texts(of: message, structure: structure)
    }

    /// What the limit counts.
    var size: Int {
        attributes.reduce(message.utf8.count) { size, attribute in
            size + attribute.key.utf8.count + attribute.value.dataType.utf8.count + attribute.value.bytes.count
        }
    }

    /// What tells a repeat where no id is given.
    var hash: String { SHA256.digest(of: Array(message.utf8)).hex }

    func text(for kind: TopicSubscription.Kind) -> String {
        texts?[kind.rawValue]?.string ?? texts?["default"]?.string ?? message
    }

    private static func texts(of message: String, structure: String?) throws(ServiceFault) -> JSONObject? {
        guard let structure else { return nil }
        guard structure == "json" else { throw .invalidTopicParameter("MessageStructure") }
        do {
            guard case .object(let texts) = try JSONValue(parsing: Array(message.utf8)) else { throw Self.unparsed }
            guard texts["default"]?.string != nil else {
                throw ServiceFault.invalidTopicParameter(
                    "Message Structure - No default entry in JSON message body"
                )
            }
            return texts
        } catch let fault as ServiceFault {
            throw fault
        } catch {
            throw Self.unparsed
        }
    }

    private static let unparsed = ServiceFault.invalidTopicParameter(
        "Message Structure - JSON message body failed to parse"
    )

    /// A topic knows arrays besides what a queue knows.
    private static func asQueueKnowsThem(_ attributes: [String: MessageAttributeValue]) throws(ServiceFault)
        -> [String: MessageAttributeValue]
    {
        for (name, attribute) in attributes.sorted(by: { $0.key < $1.key }) where attribute.dataType == "String.Array" {
            do {
                guard case .array = try JSONValue(parsing: attribute.bytes) else { throw Self.noArray(name) }
            } catch {
                throw Self.noArray(name)
            }
        }
        return attributes
    }

    private static func noArray(_ name: String) -> ServiceFault {
        ServiceFault("ParameterValueInvalid", "The message attribute '\(name)' is no JSON array.")
    }
}

/// A publication that has been taken, and what its receivers are told of it.
struct Notification: Sendable {
    let publication: Publication
    let id: String
    let topic: ARN
    let sequenceNumber: String?
    let at: Instant
    /// As long as AWS's; nobody has the key that it would be checked by.
    let signature: String

    /// What goes to a subscriber.
    func delivery(to subscription: TopicSubscription) -> Delivery {
        let text = publication.text(for: subscription.kind)
        var delivery = Delivery(
            to: subscription.endpoint,
            from: topic,
            body: text,
            groupID: publication.groupID,
            deduplicationID: publication.deduplicationID
        )
        switch (subscription.kind, subscription.isRaw) {
        case (.queue, true): delivery.attributes = publication.attributes.mapValues { DeliveryAttribute($0) }
        case (.queue, false):
            delivery.body = envelope(text, to: subscription, certificate: "SigningCertURL", "UnsubscribeURL")
        case (.function, _):
            let sns = members(text, to: subscription, certificate: "SigningCertUrl", "UnsubscribeUrl")
            let record: JSONValue = [
                "EventSource": "aws:sns", "EventVersion": "1.0", "EventSubscriptionArn": .string(subscription.arn),
                "Sns": .object(sns),
            ]
            delivery.body = String(decoding: JSONValue.object(["Records": .array([record])]).bytes(), as: UTF8.self)
        }
        return delivery
    }

    private func envelope(
        _ text: String,
        to subscription: TopicSubscription,
        certificate: String,
        _ unsubscribe: String
    ) -> String {
        let members = members(text, to: subscription, certificate: certificate, unsubscribe)
        return String(decoding: JSONValue.object(members).bytes(), as: UTF8.self)
    }

    private func members(
        _ text: String,
        to subscription: TopicSubscription,
        certificate: String,
        _ unsubscribe: String
    ) -> JSONObject {
        var members: JSONObject = ["Type": "Notification", "MessageId": .string(id)]
        members["SequenceNumber"] = sequenceNumber.map(JSONValue.string)
        members["TopicArn"] = .string(topic.description)
        let isFunction = subscription.kind == .function
        // A function is told that there is none, a queue is not.
        if publication.subject != nil || isFunction {
            members["Subject"] = publication.subject.map(JSONValue.string) ?? .null
        }
        members["Message"] = .string(text)
        members["Timestamp"] = .string(at.rfc3339)
        let host = "https://sns.\(topic.region).amazonaws.com"
        // The messages of FIFO topics carry no signature.
        if sequenceNumber == nil {
            members["SignatureVersion"] = "1"
            members["Signature"] = .string(signature)
            members[certificate] = .string("\(host)/SimpleNotificationService-\(Self.certificateID).pem")
        }
        members[unsubscribe] = .string("\(host)/?Action=Unsubscribe&SubscriptionArn=\(subscription.arn)")
        let attributes = publication.attributes.sorted { $0.key < $1.key }.map { ($0.key, $0.value.told) }
        if isFunction || !attributes.isEmpty { members["MessageAttributes"] = .object(JSONObject(attributes)) }
        return members
    }

    private static let certificateID = "00000000000000000000000000000000"
}

extension DeliveryAttribute {
    init(_ attribute: MessageAttributeValue) {
        switch attribute.value {
        case .text(let text): self.init(type: attribute.dataType, value: .text(text))
        case .binary(let bytes): self.init(type: attribute.dataType, value: .bytes(bytes))
        }
    }
}

extension MessageAttributeValue {
    fileprivate var told: JSONValue {
        switch value {
        case .text(let text): ["Type": .string(dataType), "Value": .string(text)]
        case .binary(let bytes): ["Type": .string(dataType), "Value": .string(Base64.encode(bytes))]
        }
    }
}
