/// A batch of messages from one queue, as an event-source mapping hands it over.
package struct SQSEvent: Sendable, Decodable {
    package let records: [Record]

    private enum CodingKeys: String, CodingKey {
        case records = "Records"
    }

    package struct Record: Sendable, Decodable {
        package let messageId: String
        package let receiptHandle: String
        package let body: String
        package let attributes: Attributes
        package let messageAttributes: [String: MessageAttribute]?
        package let eventSource: String
        package let eventSourceARN: String
        package let awsRegion: String
    }

    /// The queue's own attributes, which all arrive as strings.
    package struct Attributes: Sendable, Decodable {
        package let receiveCount: String?
        package let sentTimestamp: String?
        package let groupID: String?
        package let deduplicationID: String?
        package let traceHeader: String?

        private enum CodingKeys: String, CodingKey {
            case receiveCount = "ApproximateReceiveCount"
            case sentTimestamp = "SentTimestamp"
            case groupID = "MessageGroupId"
            case deduplicationID = "MessageDeduplicationId"
            case traceHeader = "AWSTraceHeader"
        }
    }

    package struct MessageAttribute: Sendable, Decodable {
        package let dataType: String
        package let stringValue: String?
        /// Base64, as Lambda delivers it.
        package let binaryValue: String?

        package init(dataType: String, stringValue: String?, binaryValue: String?) {
            self.dataType = dataType
            self.stringValue = stringValue
            self.binaryValue = binaryValue
        }
    }
}
