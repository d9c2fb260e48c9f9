import AWSAdapters
import JSON

/// A message as `aws sqs receive-message` or `dlq show --json` prints it, or a body by itself.
struct QueuedMessage {
    /// Nil of a body by itself.
    private let id: String?
    private let body: String
    private let attributes: JSONObject
    private let messageAttributes: JSONObject

    init(body: String) {
        id = nil
        self.body = body
        attributes = [:]
        messageAttributes = [:]
    }

    init?(_ value: JSONValue) {
        guard let id = value["MessageId"]?.string ?? value["messageId"]?.string,
            let body = value["Body"]?.string ?? value["body"]?.string
        else { return nil }
        self.id = id
        self.body = body
        attributes = (value["Attributes"] ?? value["attributes"])?.object ?? [:]
        messageAttributes = (value["MessageAttributes"] ?? value["messageAttributes"])?.object ?? [:]
    }

    /// As an event-source mapping hands it over.
    func event(line: Int) -> ReplayEvent {
        let record: JSONValue = [
            "messageId": .string(id ?? "replayed-\(line)"),
            "receiptHandle": "replayed",
            "body": .string(body),
            "attributes": .object(delivered),
            "messageAttributes": .object(JSONObject(messageAttributes.members.map { ($0.key, lowered($0.value)) })),
            "eventSource": "aws:sqs",
            "eventSourceARN": .string(source ?? ""),
            "awsRegion": .string(source.flatMap(region) ?? ""),
        ]
        return ReplayEvent(source.map { .queue(arn: $0) } ?? .message, ["Records": [record]], line: line)
    }

    /// Where it was given up: SQS says it of those that it moved, our note of those that a function rejected.
    private var source: String? {
        if let arn = attributes["DeadLetterQueueSourceArn"]?.string { return arn }
        let note = messageAttributes[SQSQueueControl.noteName]
        guard let text = (note?["StringValue"] ?? note?["stringValue"])?.string else { return nil }
        do {
            return try JSONValue(parsing: Array(text.utf8))["queue"]?.string
        } catch {
            return nil
        }
    }

    /// A message is always received for the first time when it is replayed, or the host would give it up again.
    private var delivered: JSONObject {
        var delivered = attributes
        delivered["ApproximateReceiveCount"] = "1"
        delivered["DeadLetterQueueSourceArn"] = nil
        return delivered
    }

    /// SQS writes `StringValue`, Lambda `stringValue`.
    private func lowered(_ attribute: JSONValue) -> JSONValue {
        let members = (attribute.object ?? [:]).members.map { member in
            (member.key.prefix(1).lowercased() + member.key.dropFirst(), member.value)
        }
        return .object(JSONObject(members))
    }

    private func region(_ arn: String) -> String? {
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 6 ? String(parts[3]) : nil
    }
}
