import AWSAdapters
import AWSClient
import Hosting
import JSON

/// A message that was given up, with what is known of why.
struct DeadLetter: Sendable, Equatable {
    let message: Message
    /// What our own hosts leave beside a message that they reject.
    let note: DeadLetterNote?

    init(_ message: Message) {
        self.message = message
        note = DeadLetterNote(in: message.messageAttributes ?? [:])
    }

    /// The queue that it was given up by, as an ARN: SQS says it of those that it moved, our note of the others.
    var source: String? { message.attributes?["DeadLetterQueueSourceArn"] ?? note?.queue }

    /// The message again, as it once was: without our note, and with its group and its trace.
    ///
    /// The deduplication id is that of this dead letter: the first one's might still be remembered, and the message be
    /// dropped; and a second redrive of the same letter is dropped, as it should be.
    func letter(isOrdered: Bool) -> OutgoingMessage {
        var attributes = message.messageAttributes ?? [:]
        attributes[SQSQueueControl.noteName] = nil
        return OutgoingMessage(
            messageBody: message.body,
            messageAttributes: attributes.isEmpty ? nil : attributes,
            awsTraceHeader: message.attributes?["AWSTraceHeader"],
            messageGroupId: group,
            messageDeduplicationId: isOrdered ? message.messageId : nil
        )
    }

    var group: String? { message.attributes?["MessageGroupId"] }

    /// What it counts for in a batch.
    var size: Int {
        (message.messageAttributes ?? [:]).reduce(message.body.utf8.count) { sum, attribute in
            let value =
                switch attribute.value.value {
                case .text(let text): text.utf8.count
                case .binary(let bytes): bytes.count
                }
            return sum + attribute.key.utf8.count + attribute.value.dataType.utf8.count + value
        }
    }
}

extension DeadLetterNote {
    /// Nil where none lies among a message's attributes.
    init?(in attributes: [String: MessageAttributeValue]) {
        guard case .text(let text)? = attributes[SQSQueueControl.noteName]?.value else { return nil }
        do {
            self = try JSONCodec.decode(DeadLetterNote.self, from: Array(text.utf8))
        } catch {
            // Somebody else's attribute by the same name: the message is shown as it is.
            return nil
        }
    }
}

extension ReceiveMessage {
    /// Up to ten messages with all that is known of them, hidden from others for a while.
    static func letters(of url: String, atMost count: Int, hiddenFor seconds: Int) -> ReceiveMessage {
        ReceiveMessage(
            queueUrl: url,
            maxNumberOfMessages: min(count, SQS.longestBatch),
            waitTimeSeconds: 1,
            visibilityTimeout: seconds,
            messageAttributeNames: ["All"],
            messageSystemAttributeNames: ["All"]
        )
    }
}
