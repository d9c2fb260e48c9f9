import AWSClient
import JSON
import LocalCloud
import Synchronization
import TestKit
import Testing
import Time

/// A cloud with topics and queues in it, functions that only remember their events, and clients.
struct Square: Sendable {
    let here: Neighbourhood
    let sns: SNS
    let sqs: SQS
    let topics: Topics
    let functions = RememberedEvents()

    init(journal: any Journal = NoJournal()) throws {
        var made: Topics?
        let functions = functions
        here = try Neighbourhood(journal: journal) { ground in
            let (queues, topics) = (try Queues(ground), try Topics(ground))
            ground.deliveries.enter(queues, for: "sqs")
            ground.deliveries.enter(topics, for: "sns")
            ground.deliveries.enter(functions, for: "lambda")
            made = topics
            return [queues, topics]
        }
        topics = try #require(made)
        sns = try SNS(here.context())
        sqs = try SQS(here.context())
    }

    func createTopic(_ name: String, _ attributes: [String: String] = [:]) async throws -> String {
        try await sns.call(CreateTopic(name: name, attributes: attributes)).topicArn
    }

    func createQueue(_ name: String, _ attributes: [String: String] = [:]) async throws -> String {
        try await sqs.call(CreateQueue(queueName: name, attributes: attributes)).queueUrl
    }

    @discardableResult
    func subscribe(_ queue: String, to topic: String, _ attributes: [String: String] = [:]) async throws -> String {
        let subscribe = Subscribe(topicArn: topic, protocol: "sqs", endpoint: Yard.arn(queue), attributes: attributes)
        return try await sns.call(subscribe).subscriptionArn
    }

    @discardableResult
    func publish(_ message: TopicMessage, to topic: String) async throws -> PublishedMessage {
        try await sns.call(Publish(topicArn: topic, message))
    }

    func messages(_ url: String) async throws -> [Message] {
        let poll = ReceiveMessage(
            queueUrl: url,
            maxNumberOfMessages: 10,
            messageAttributeNames: ["All"],
            messageSystemAttributeNames: ["All"]
        )
        return try await sqs.receiveMessage(poll).messages ?? []
    }

    /// What the envelopes hold.
    func texts(_ url: String) async throws -> [String] {
        try await messages(url).map { try JSONValue(parsing: Array($0.body.utf8))["Message"]?.string ?? "" }
    }

    func form(_ fields: KeyValuePairs<String, String>) async throws -> (status: Int, root: XMLElement) {
        try await here.form("sns", fields)
    }

    /// The code and the words of a refusal.
    func refusal(_ fields: KeyValuePairs<String, String>) async throws -> (code: String?, message: String?) {
        let root = try await form(fields).root
        return (root.text(at: "Error", "Code"), root.text(at: "Error", "Message"))
    }
}

/// Stands where functions would.
final class RememberedEvents: Recipient {
    private let events = Mutex<[String]>([])

    var all: [String] { events.withLock { $0 } }

    func take(_ delivery: Delivery) async throws(ServiceFault) {
        events.withLock { $0.append(delivery.body) }
    }
}
