import AWSClient
import Encoding
import Time

/// A message as a call of its own or an entry of a batch has it.
struct MessageFields: Decodable {
    let body: String?
    let delaySeconds: Int?
    let attributes: [String: AttributeFields]?
    let systemAttributes: [String: AttributeFields]?
    let groupID: String?
    let deduplicationID: String?

    private enum CodingKeys: String, CodingKey {
        case body = "MessageBody"
        case delaySeconds = "DelaySeconds"
        case attributes = "MessageAttributes"
        case systemAttributes = "MessageSystemAttributes"
        case groupID = "MessageGroupId"
        case deduplicationID = "MessageDeduplicationId"
    }

    func draft(by sender: String) throws(ServiceFault) -> MessageDraft {
        guard let body else { throw .missing("MessageBody") }
        var system = try AttributeFields.values(of: systemAttributes ?? [:])
        let trace = system.removeValue(forKey: "AWSTraceHeader")
        guard system.isEmpty, trace?.dataType ?? "String" == "String" else {
            throw .invalidParameter(
                "Message system attribute AWSTraceHeader of type String is the only one that can "
                    + "be sent."
            )
        }
        return MessageDraft(
            body: body,
            delay: delaySeconds.map { .seconds($0) },
            attributes: try AttributeFields.values(of: attributes ?? [:]),
            traceHeader: trace.map { String(decoding: $0.bytes, as: UTF8.self) },
            senderID: sender,
            messageGroupID: groupID,
            messageDeduplicationID: deduplicationID
        )
    }
}

/// A message attribute as it is sent.
struct AttributeFields: Decodable {
    let dataType: String?
    let stringValue: String?
    let binaryValue: String?
    let stringListValues: [String]?
    let binaryListValues: [String]?

    private enum CodingKeys: String, CodingKey {
        case dataType = "DataType"
        case stringValue = "StringValue"
        case binaryValue = "BinaryValue"
        case stringListValues = "StringListValues"
        case binaryListValues = "BinaryListValues"
    }

    static func values(of fields: [String: AttributeFields]) throws(ServiceFault) -> [String: MessageAttributeValue] {
        var values: [String: MessageAttributeValue] = [:]
        for (name, field) in fields.sorted(by: { $0.key < $1.key }) { values[name] = try field.value(of: name) }
        return values
    }

    private func value(of name: String) throws(ServiceFault) -> MessageAttributeValue {
        guard (stringListValues ?? []).isEmpty, (binaryListValues ?? []).isEmpty else {
            throw .ofQueues("UnsupportedOperation", "Message attribute list values are not supported.")
        }
        guard let dataType, !dataType.isEmpty else {
            throw .invalidParameter("The message attribute '\(name)' must contain a non-empty attribute type.")
        }
        switch (stringValue, binaryValue) {
        case (let text?, nil): return MessageAttributeValue(dataType: dataType, .text(text))
        case (nil, let text?):
            guard let bytes = Base64.decode(text) else {
                throw ServiceFault("SerializationException", "The value of '\(name)' is no base64.")
            }
            return MessageAttributeValue(dataType: dataType, .binary(bytes))
        case (nil, nil):
            throw .invalidParameter("The message attribute '\(name)' must contain a non-empty value.")
        case (_?, _?):
            throw .invalidParameter("The message attribute '\(name)' must contain one value alone.")
        }
    }
}

/// What a sender is told of its message.
struct SentMessage: Encodable {
    let messageID: String
    let bodyMD5: String
    let attributesMD5: String?
    let systemAttributesMD5: String?
    let sequenceNumber: String?

    init(_ sent: Queue.Sent, of draft: MessageDraft) {
        messageID = sent.messageID
        sequenceNumber = sent.sequenceNumber
        bodyMD5 = MessageDigests.ofBody(draft.body)
        attributesMD5 = MessageDigests.ofAttributes(draft.attributes)
        let system = draft.traceHeader.map { ["AWSTraceHeader": MessageAttributeValue.string($0)] }
        systemAttributesMD5 = MessageDigests.ofAttributes(system ?? [:])
    }

    private enum CodingKeys: String, CodingKey {
        case messageID = "MessageId"
        case bodyMD5 = "MD5OfMessageBody"
        case attributesMD5 = "MD5OfMessageAttributes"
        case systemAttributesMD5 = "MD5OfMessageSystemAttributes"
        case sequenceNumber = "SequenceNumber"
    }
}
