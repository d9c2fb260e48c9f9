import AWSClient
import JSON
import Time

/// Publishes to a topic and makes objects, both of which a queue is told of.
actor DeliveryWitness: Witness {
    private let name: String
    private var generator: RandomGenerator
    private var published: [String: Trust] = [:]
    private var made: [String: Trust] = [:]
    private var number = 0
    private(set) var acknowledged = 0
    private(set) var losses: [String] = []

    init(_ name: String, seed: UInt64) {
        self.name = name
        generator = SeededRandom(seed: seed).generator
    }

    private var topic: String { "arn:aws:sns:us-east-1:000000000000:\(name)" }
    private var events: String { "\(name)-events" }

    func prepare(_ cloud: CloudClients) async throws {
        for queue in [name, events] { _ = try await cloud.sqs.call(CreateQueue(queueName: queue)) }
        _ = try await cloud.sns.call(CreateTopic(name: name))
        let subscription = Subscribe(
            topicArn: topic,
            protocol: "sqs",
            endpoint: RunningCloud.arn(ofQueue: name),
            attributes: ["RawMessageDelivery": "true"]
        )
        _ = try await cloud.sns.call(subscription)
        try await cloud.s3.createBucket(BucketName(name))
        try await cloud.tell(RunningCloud.arn(ofQueue: events), of: name)
    }

    func act(on cloud: CloudClients, at url: String) async throws {
        number += 1
        let text = "\(name)-\(number)"
        if Bool.random(using: &generator) {
            published[text] = .open
            _ = try await cloud.sns.call(Publish(topicArn: topic, TopicMessage(message: text)))
            published[text] = .kept
        } else {
            made[text] = .open
            let input = PutObjectInput(bucket: try BucketName(name), key: try ObjectKey(text), body: .bytes([1]))
            _ = try await cloud.s3.putObject(input)
            made[text] = .kept
        }
        acknowledged += 1
    }

    func conclude(_ cloud: CloudClients, at url: String) async throws {
        let texts = Set(try await cloud.sqs.drain("\(url)/000000000000/\(name)").map(\.body))
        for (text, trust) in published.sorted(by: { $0.key < $1.key }) where trust == .kept && !texts.contains(text) {
            losses.append("\(text) was published, and is not there")
        }
        var keys: Set<String> = []
        for message in try await cloud.sqs.drain("\(url)/000000000000/\(events)") {
            guard case .array(let records)? = try JSONValue(parsing: Array(message.body.utf8))["Records"] else {
                continue
            }
            for record in records { keys.insert(record["s3"]?["object"]?["key"]?.string ?? "") }
        }
        for (key, trust) in made.sorted(by: { $0.key < $1.key }) where trust == .kept && !keys.contains(key) {
            losses.append("\(key) was made, and its event is not there")
        }
    }
}
