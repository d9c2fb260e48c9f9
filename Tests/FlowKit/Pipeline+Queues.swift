import AWSClient
package import Domain
package import Hosting
import JSON

extension Pipeline {
    /// The messages that wait in a queue, all of them taken out, those that a delay holds back too.
    package func messages(in queue: String) async throws -> [Domain.Message] {
        try await bodies(in: queue).map { try JSONCodec.decode(Domain.Message.self, from: Array($0.utf8)) }
    }

    package func bodies(in queue: String) async throws -> [String] {
        let sqs = try SQS(aws)
        clock.move(by: .seconds(900))
        var bodies: [String] = []
        while true {
            let poll = ReceiveMessage(queueUrl: url(of: queue), maxNumberOfMessages: 10)
            let messages = try await sqs.receiveMessage(poll).messages ?? []
            if messages.isEmpty { return bodies }
            for message in messages {
                let receipt = MessageReceipt(receiptHandle: message.receiptHandle)
                _ = try await sqs.call(DeleteMessage(queueUrl: url(of: queue), receipt))
            }
            bodies += messages.map(\.body)
        }
    }

    /// Hands bodies to a function as one batch of a queue, and answers with the indices of those that stay.
    package func deliver(
        _ bodies: [String],
        to function: some Handler,
        from queue: String,
        receives: Int = 1
    ) async throws -> [Int] {
        let records = bodies.enumerated().map { index, body -> JSONValue in
            [
                "messageId": .string("m-\(index)"), "receiptHandle": .string("r-\(index)"), "body": .string(body),
                "attributes": ["ApproximateReceiveCount": .string("\(receives)")], "messageAttributes": [:],
                "eventSource": "aws:sqs", "awsRegion": "us-east-1",
                "eventSourceARN": .string("arn:aws:sqs:us-east-1:000000000000:\(queue)"),
            ]
        }
        let event = JSONValue.object(["Records": .array(records)]).bytes()
        let reply = try await function.handle(EventBytes(event), context: context())
        guard case .bytes(let bytes, _) = reply else { return [] }
        let failures = try JSONValue(parsing: bytes)["batchItemFailures"]?.array ?? []
        return failures.compactMap { $0["itemIdentifier"]?.string?.dropFirst(2) }.compactMap { Int($0) }
    }

    package func deliver(
        _ messages: [Domain.Message],
        to function: some Handler,
        from queue: String,
        receives: Int = 1
    ) async throws -> [Int] {
        let bodies = try messages.map { String(decoding: try JSONCodec.encode($0), as: UTF8.self) }
        return try await deliver(bodies, to: function, from: queue, receives: receives)
    }
}
