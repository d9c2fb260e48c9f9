/// What SNS puts around a message on its way to a queue, unless delivery is raw.
package struct SNSEnvelope: Sendable, Decodable {
    package let type: String
    package let messageID: String
    package let topicARN: String
    package let message: String
    package let timestamp: String

    private enum CodingKeys: String, CodingKey {
        case type = "Type"
        case messageID = "MessageId"
        case topicARN = "TopicArn"
        case message = "Message"
        case timestamp = "Timestamp"
    }
}
