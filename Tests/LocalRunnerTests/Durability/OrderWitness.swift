import AWSClient
import Time

/// Sends to an ordered queue; what got no answer is sent again under its name, and must not come twice.
actor OrderWitness: Witness {
    private struct Sent {
        let body: String
        let group: String
    }

    private let name: String
    private var generator: RandomGenerator
    private var isKept: [String: Bool] = [:]
    private var unanswered: Sent?
    private var number = 0
    private(set) var acknowledged = 0
    private(set) var losses: [String] = []

    init(_ name: String, seed: UInt64) {
        self.name = "\(name).fifo"
        generator = SeededRandom(seed: seed).generator
    }

    func prepare(_ cloud: CloudClients) async throws {
        _ = try await cloud.sqs.call(CreateQueue(queueName: name, attributes: ["FifoQueue": "true"]))
    }

    func act(on cloud: CloudClients, at url: String) async throws {
        let letter = Sent(body: "\(number)", group: "g\(Int.random(in: 0..<3, using: &generator))")
        number += 1
        unanswered = letter
        isKept[letter.body] = false
        try await send(letter, at: url, by: cloud.sqs)
    }

    func inspect(_ cloud: CloudClients, at url: String) async throws {
        if let unanswered { try await send(unanswered, at: url, by: cloud.sqs) }
    }

    private func send(_ letter: Sent, at url: String, by sqs: SQS) async throws {
        let message = OutgoingMessage(
            messageBody: letter.body,
            messageGroupId: letter.group,
            messageDeduplicationId: letter.body
        )
        _ = try await sqs.call(SendMessage(queueUrl: "\(url)/000000000000/\(name)", message))
        isKept[letter.body] = true
        unanswered = nil
        acknowledged += 1
    }

    func conclude(_ cloud: CloudClients, at url: String) async throws {
        try await inspect(cloud, at: url)
        var found: [String: [Int]] = [:]
        for message in try await cloud.sqs.drain("\(url)/000000000000/\(name)") {
            found[message.attributes?["MessageGroupId"] ?? "", default: []].append(Int(message.body) ?? -1)
        }
        for (group, numbers) in found.sorted(by: { $0.key < $1.key }) {
            for (one, next) in zip(numbers, numbers.dropFirst()) where next <= one {
                losses.append("in group \(group), \(next) came after \(one)")
            }
        }
        let all = Set(found.values.joined().map { "\($0)" })
        for body in isKept.keys.sorted() where isKept[body] == true && !all.contains(body) {
            losses.append("\(name): \(body) is not there")
        }
    }
}
