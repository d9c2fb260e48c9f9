/// One message for a topic.
package struct TopicMessage: Sendable, Equatable {
    package var message: String
    /// For subscribers by mail, at most a hundred characters.
    package var subject: String?
    /// `json` where the message holds a text of its own for each protocol.
    package var messageStructure: String?
    package var messageAttributes: [String: MessageAttributeValue]
    package var messageGroupId: String?
    package var messageDeduplicationId: String?

    package init(
        message: String,
        subject: String? = nil,
        messageStructure: String? = nil,
        messageAttributes: [String: MessageAttributeValue] = [:],
        messageGroupId: String? = nil,
        messageDeduplicationId: String? = nil
    ) {
        self.message = message
        self.subject = subject
        self.messageStructure = messageStructure
        self.messageAttributes = messageAttributes
        self.messageGroupId = messageGroupId
        self.messageDeduplicationId = messageDeduplicationId
    }

    var form: QueryForm {
        var form = QueryForm(["Message": message, "Subject": subject, "MessageStructure": messageStructure])
        for (index, attribute) in messageAttributes.sorted(by: { $0.key < $1.key }).enumerated() {
            let entry = "MessageAttributes.entry.\(index + 1)."
            form.add("\(entry)Name", attribute.key)
            form.add(attribute.value.form, under: "\(entry)Value.")
        }
        form.add("MessageDeduplicationId", messageDeduplicationId)
        form.add("MessageGroupId", messageGroupId)
        return form
    }
}

/// Sends a message to all subscribers of a topic whose policies let it through.
package struct Publish: SNSOperation, Equatable {
    package typealias Output = PublishedMessage

    package static let name = "Publish"
    package var isIdempotent: Bool { message.messageDeduplicationId != nil }

    package var topicArn: String
    package var message: TopicMessage

    package init(topicArn: String, _ message: TopicMessage) {
        self.topicArn = topicArn
        self.message = message
    }

    package var form: QueryForm {
        var form = QueryForm(["TopicArn": topicArn])
        form.add(message.form, under: "")
        return form
    }
}

/// At most ten messages for a topic.
package struct PublishBatch: SNSOperation, Equatable {
    package typealias Output = BatchOutput<PublishedMessageEntry>

    package static let name = "PublishBatch"
    package var isIdempotent: Bool { entries.allSatisfy { $0.message.messageDeduplicationId != nil } }

    package var topicArn: String
    package var entries: [Entry]

    package init(topicArn: String, entries: [Entry]) {
        self.topicArn = topicArn
        self.entries = entries
    }

    package var form: QueryForm {
        var form = QueryForm(["TopicArn": topicArn])
        for (index, entry) in entries.enumerated() {
            let member = "PublishBatchRequestEntries.member.\(index + 1)."
            form.add("\(member)Id", entry.id)
            form.add(entry.message.form, under: member)
        }
        return form
    }

    /// One message of a batch, by an id that is its own within the batch.
    package struct Entry: Sendable, Equatable {
        package var id: String
        package var message: TopicMessage

        package init(id: String, _ message: TopicMessage) {
            self.id = id
            self.message = message
        }
    }
}
