package import AWSClient
package import Domain
import JSON
package import Ports
package import Time

/// Sends messages to queues (SQS) and topics (SNS), as many as go into one call.
package struct QueueMessageBus: MessageBus {
    private let sqs: SQS
    private let sns: SNS
    private let routes: Routes
    private var deadline: Instant?

    package init(sqs: SQS, sns: SNS, routes: Routes) {
        self.sqs = sqs
        self.sns = sns
        self.routes = routes
    }

    package func until(_ deadline: Instant) -> Self {
        var port = self
        port.deadline = deadline
        return port
    }

    package func send(_ messages: [Domain.Message], after delay: Duration) async throws(PortError) {
        for destination in Destination.allCases {
            let letters = try messages.filter { $0.destination == destination }.map(Letter.init)
            guard !letters.isEmpty else { continue }
            switch routes[destination] {
            case .queue(let url): try await send(letters, to: destination, queue: url, after: delay)
            case .topic(let arn): try await send(letters, to: destination, topic: arn)
            case nil:
                throw .refused(
                    Outage(service: "bus", code: "no-route", message: "nothing leads to \(destination.rawValue)")
                )
            }
        }
    }

    private func send(
        _ letters: [Letter],
        to destination: Destination,
        queue url: String,
        after delay: Duration
    ) async throws(PortError) {
        let seconds = Int(min(delay, MessageLimits.delay).components.seconds)
        for batch in try Letter.batches(letters, of: SQS.longestBatch, bytes: SQS.longestMessage, to: destination) {
            let entries = batch.enumerated().map { index, letter in
                let message = OutgoingMessage(messageBody: letter.body, delaySeconds: seconds > 0 ? seconds : nil)
                return SendMessageBatch.Entry(id: "\(index)", message)
            }
            let failed: [BatchResultErrorEntry]?
            do throws(CallFailure) {
                let batch = SendMessageBatch(queueUrl: url, entries: entries)
                failed = try await sqs.call(batch, deadline: deadline).failed
            } catch {
                throw PortError(error)
            }
            try check(failed, of: "sqs")
        }
    }

    private func send(_ letters: [Letter], to destination: Destination, topic arn: String) async throws(PortError) {
        for batch in try Letter.batches(letters, of: SNS.longestBatch, bytes: SNS.longestMessage, to: destination) {
            let entries = batch.enumerated().map { index, letter in
                let message = TopicMessage(message: letter.body, messageAttributes: letter.attributes)
                return PublishBatch.Entry(id: "\(index)", message)
            }
            let failed: [BatchResultErrorEntry]?
            do throws(CallFailure) {
                let batch = PublishBatch(topicArn: arn, entries: entries)
                failed = try await sns.call(batch, deadline: deadline).failed
            } catch {
                throw PortError(error)
            }
            try check(failed, of: "sns")
        }
    }

    /// An answer that all is well may still hold entries that were not taken.
    private func check(_ failed: [BatchResultErrorEntry]?, of service: String) throws(PortError) {
        guard let first = failed?.first else { return }
        let outage = Outage(service: service, code: first.code, message: first.message ?? "")
        throw first.senderFault ? .refused(outage) : .unavailable(outage)
    }
}
