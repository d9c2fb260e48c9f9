package import AWSClient
import Encoding
import Events
package import Hosting
import JSON
import Ports
package import Time

/// Carries out a host's orders about messages of SQS.
package struct SQSQueueControl: QueueControl {
    private let sqs: SQS
    private let endpoint: AWSEndpoint
    private let deadLetters: String
    private let clock: any WallClock

    /// The attribute that says why a message lies in a dead-letter queue.
    package static let noteName = "assay-dead-letter"

    /// `deadLetters` is the URL of the function's own dead-letter queue.
    package init(_ sqs: SQS, at endpoint: AWSEndpoint, deadLetters: String, clock: any WallClock) {
        self.sqs = sqs
        self.endpoint = endpoint
        self.deadLetters = deadLetters
        self.clock = clock
    }

    package func hide(_ message: QueueMessage, for duration: Duration) async throws(StepFailure) {
        guard let url = queueURL(message.queueARN) else { throw unknownQueue(message) }
        let longest = SQS.longestVisibilityTimeout
        let visibility = MessageVisibility(
            receiptHandle: message.receipt,
            visibilityTimeout: min(max(duration, .zero), longest).wholeSeconds
        )
        do throws(CallFailure) {
            let change = ChangeMessageVisibility(queueUrl: url, visibility)
            _ = try await sqs.call(change, deadline: clock.now + Self.patience)
        } catch {
            throw StepFailure(PortError(error))
        }
    }

    package func bury(_ message: QueueMessage, note: DeadLetterNote) async throws(StepFailure) {
        var attributes = try attributes(of: message)
        // A message that has ten already is buried without a note: the log has it by the message's id.
        if attributes.count < SQS.mostAttributes { attributes[Self.noteName] = .string(try text(of: note)) }
        let letter = OutgoingMessage(
            messageBody: message.body,
            messageAttributes: attributes.isEmpty ? nil : attributes,
            awsTraceHeader: message.traceHeader,
            messageGroupId: message.group,
            // Buried twice is once, where the queue can tell.
            messageDeduplicationId: message.group == nil ? nil : message.id
        )
        do throws(CallFailure) {
            _ = try await sqs.call(SendMessage(queueUrl: deadLetters, letter), deadline: clock.now + Self.patience)
        } catch {
            throw StepFailure(PortError(error))
        }
    }

    /// An order comes after the work, when little of the invocation may be left.
    private static let patience: Duration = .seconds(5)

    /// Where a queue is, whose name and account its ARN tells.
    private func queueURL(_ arn: String) -> String? {
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[2] == "sqs" else { return nil }
        return "\(endpoint.origin)\(endpoint.path)/\(parts[4])/\(parts[5])"
    }

    private func unknownQueue(_ message: QueueMessage) -> StepFailure {
        .reject(Fault(.broken, "unknown-queue", "\(message.queueARN) is not the ARN of a queue."))
    }

    private func attributes(of message: QueueMessage) throws(StepFailure) -> [String: MessageAttributeValue] {
        var attributes: [String: MessageAttributeValue] = [:]
        for (name, attribute) in message.attributes {
            if let text = attribute.stringValue {
                attributes[name] = MessageAttributeValue(dataType: attribute.dataType, .text(text))
            } else if let bytes = attribute.binaryValue.flatMap(Base64.decode) {
                attributes[name] = MessageAttributeValue(dataType: attribute.dataType, .binary(bytes))
            } else {
                throw .reject(
                    Fault(.broken, "odd-attribute", "The attribute \(name) has no value that can be sent on.")
                )
            }
        }
        return attributes
    }

    private func text(of note: DeadLetterNote) throws(StepFailure) -> String {
        do throws(JSONError) {
            return Letter.fit(try JSONCodec.encode(note))
        } catch {
            throw .reject(Fault(.broken, "unwritable-note", "\(error)"))
        }
    }
}

extension Duration {
    /// Rounded up: what is to rest rests at least so long.
    fileprivate var wholeSeconds: Int { Int(components.seconds) + (components.attoseconds > 0 ? 1 : 0) }
}
