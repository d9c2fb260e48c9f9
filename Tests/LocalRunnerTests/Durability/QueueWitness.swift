import AWSClient
import Time

/// Sends, receives and deletes; what is received too often goes to a dead-letter queue.
actor QueueWitness: Witness {
    private let name: String
    private var generator: RandomGenerator
    private var letters: [String: Trust] = [:]
    private var number = 0
    private(set) var acknowledged = 0
    private(set) var losses: [String] = []

    init(_ name: String, seed: UInt64) {
        self.name = name
        generator = SeededRandom(seed: seed).generator
    }

    private var deadName: String { "\(name)-dead" }

    func prepare(_ cloud: CloudClients) async throws {
        _ = try await cloud.sqs.call(CreateQueue(queueName: deadName))
        let policy = #"{"deadLetterTargetArn":"\#(RunningCloud.arn(ofQueue: deadName))","maxReceiveCount":3}"#
        let queue = CreateQueue(queueName: name, attributes: ["RedrivePolicy": policy, "VisibilityTimeout": "0"])
        _ = try await cloud.sqs.call(queue)
    }

    func act(on cloud: CloudClients, at url: String) async throws {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0..<4: try await send(1, to: "\(url)/000000000000/\(name)", by: cloud.sqs)
        case 4: try await send(10, to: "\(url)/000000000000/\(name)", by: cloud.sqs)
        default: try await takeOut(of: "\(url)/000000000000/\(name)", by: cloud.sqs)
        }
    }

    private func send(_ count: Int, to url: String, by sqs: SQS) async throws {
        let bodies = (0..<count).map { "\(name)-\(number + $0)" }
        number += count
        for body in bodies { letters[body] = .open }
        if count == 1 {
            _ = try await sqs.call(SendMessage(queueUrl: url, OutgoingMessage(messageBody: bodies[0])))
            letters[bodies[0]] = .kept
            acknowledged += 1
            return
        }
        let entries = bodies.map { SendMessageBatch.Entry(id: $0, OutgoingMessage(messageBody: $0)) }
        for done in try await sqs.call(SendMessageBatch(queueUrl: url, entries: entries)).successful {
            letters[done.id] = .kept
            acknowledged += 1
        }
    }

    /// Deletes two of three, and gives the others back.
    private func takeOut(of url: String, by sqs: SQS) async throws {
        let count = Int.random(in: 1...5, using: &generator)
        let poll = ReceiveMessage(queueUrl: url, maxNumberOfMessages: count)
        for message in try await sqs.receiveMessage(poll).messages ?? [] {
            note(message)
            guard Int.random(in: 0..<3, using: &generator) > 0 else { continue }
            letters[message.body] = .fading
            _ = try await sqs.call(DeleteMessage(queueUrl: url, MessageReceipt(receiptHandle: message.receiptHandle)))
            letters[message.body] = .gone
            acknowledged += 1
        }
    }

    private func note(_ message: AWSClient.Message) {
        switch letters[message.body] {
        case .gone: losses.append("\(message.body) was deleted, and is there")
        case nil: losses.append("\(message.body) was never sent")
        case .open, .kept, .fading: break
        }
    }

    func conclude(_ cloud: CloudClients, at url: String) async throws {
        var found: [String: Set<String>] = [:]
        for queue in [name, deadName] {
            let address = "\(url)/000000000000/\(queue)"
            for message in try await cloud.sqs.drain(address) {
                note(message)
                found[message.body, default: []].insert(message.messageId)
            }
        }
        for (body, ids) in found.sorted(by: { $0.key < $1.key }) where ids.count > 1 {
            losses.append("\(body) is there \(ids.count) times")
        }
        for (body, trust) in letters.sorted(by: { $0.key < $1.key }) where trust == .kept && found[body] == nil {
            losses.append("\(body) is not there")
        }
    }
}

extension SQS {
    /// Receives and deletes until the queue says that it is empty.
    func drain(_ url: String) async throws -> [AWSClient.Message] {
        var all: [AWSClient.Message] = []
        while true {
            let poll = ReceiveMessage(
                queueUrl: url,
                maxNumberOfMessages: 10,
                visibilityTimeout: 30,
                messageAttributeNames: ["All"],
                messageSystemAttributeNames: ["All"]
            )
            let messages = try await receiveMessage(poll).messages ?? []
            if messages.isEmpty {
                let names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
                let query = GetQueueAttributes(queueUrl: url, attributeNames: names)
                let counts = try await call(query).attributes ?? [:]
                if names.allSatisfy({ counts[$0] == "0" }) { return all }
                continue
            }
            all += messages
            let entries = messages.enumerated().map { index, message in
                DeleteMessageBatch.Entry(id: "\(index)", MessageReceipt(receiptHandle: message.receiptHandle))
            }
            _ = try await call(DeleteMessageBatch(queueUrl: url, entries: entries))
        }
    }
}
