/// What a queue or a topic made of a message; a sequence number is given where the order is kept.
package struct PublishedMessage: Decodable, Sendable, Equatable {
    package var messageId: String
    package var sequenceNumber: String?

    private enum CodingKeys: String, CodingKey {
        case messageId = "MessageId"
        case sequenceNumber = "SequenceNumber"
    }
}

/// What a queue or a topic made of one message of a batch.
package struct PublishedMessageEntry: Decodable, Sendable, Equatable {
    package var id: String
    package var messageId: String
    package var sequenceNumber: String?

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case messageId = "MessageId"
        case sequenceNumber = "SequenceNumber"
    }
}

extension PublishedMessage: QueryOutput {
    package init(_ result: XMLElement) throws(QueryFault) {
        messageId = try result.required("MessageId")
        sequenceNumber = result.text(at: "SequenceNumber")
    }
}

extension PublishedMessageEntry: QueryOutput {
    package init(_ result: XMLElement) throws(QueryFault) {
        id = try result.required("Id")
        messageId = try result.required("MessageId")
        sequenceNumber = result.text(at: "SequenceNumber")
    }
}
