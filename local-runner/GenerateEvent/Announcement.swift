import AWSClient
import Encoding
import JSON
import Time

/// What somebody published to a topic, as SNS tells it on.
struct Announcement: Sendable {
    static let topic = Option("--topic", "NAME", "its topic; example-topic by default")
    static let message = Option("--message", "TEXT", "what was published; \"example message\" by default")
    static let subject = Option("--subject", "TEXT", "its subject; none by default")
    static let options = [topic, message, subject, MessageAttribute.option]

    /// To whom it is told: names of members and what is left out differ.
    enum Receiver { case function, queue }

    private let topic: String
    private let message: String
    private let subject: String?
    private let attributes: [String: MessageAttributeValue]

    init(_ arguments: Arguments) throws(UsageFault) {
        topic = arguments[Self.topic] ?? "example-topic"
        message = arguments[Self.message] ?? "example message"
        subject = arguments[Self.subject]
        attributes = try arguments.messageAttributes()
    }

    func subscription(on occasion: Occasion) -> String { "\(occasion.arn("sns", topic)):\(occasion.newID())" }

    func members(for receiver: Receiver, subscription: String, on occasion: Occasion) -> JSONObject {
        let (url, isFunction) = receiver == .function ? ("Url", true) : ("URL", false)
        let host = "https://sns.\(occasion.region).amazonaws.com"
        var members: JSONObject = [
            "Type": "Notification", "MessageId": .string(occasion.newID()),
            "TopicArn": .string(occasion.arn("sns", topic)),
        ]
        // A function is told that there is none.
        if subject != nil || isFunction { members["Subject"] = subject.map(JSONValue.string) ?? .null }
        members["Message"] = .string(message)
        members["Timestamp"] = .string(occasion.now.rfc3339)
        members["SignatureVersion"] = "1"
        members["Signature"] = .string(occasion.base64(bytes: 256))
        members["SigningCert\(url)"] = .string("\(host)/SimpleNotificationService-\(occasion.hex(32)).pem")
        members["Unsubscribe\(url)"] = .string("\(host)/?Action=Unsubscribe&SubscriptionArn=\(subscription)")
        let told = attributes.sorted { $0.key < $1.key }.map { ($0.key, $0.value.told) }
        if isFunction || !told.isEmpty { members["MessageAttributes"] = .object(JSONObject(told)) }
        return members
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
