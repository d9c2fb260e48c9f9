import AWSAdapters
import AWSClient
import Crypto
import Domain
import Events
import HTTP
import Hosting
import JSON
import Ports
import TestKit
import Time

extension Adapter {
    func blobs(_ way: Way = .direct) async throws -> Blobs {
        let cloud = try await cloud(way)
        let bucket = Emulator.newName("bucket")
        try await cloud.makeBucket(bucket)
        return Blobs(store: S3BlobStore(try cloud.s3), bucket: bucket, cloud: cloud)
    }

    func bus() async throws -> Bus {
        let cloud = try await cloud()
        var queues: [Destination: String] = [:]
        var routes: [Destination: Routes.Route] = [:]
        for destination in Destination.allCases where destination != .scans {
            let url = try await cloud.makeQueue("\(destination.rawValue)")
            queues[destination] = url
            routes[destination] = .queue(url: url)
        }
        let topic = try await cloud.sns.call(CreateTopic(name: Emulator.newName("scans"))).topicArn
        routes[.scans] = .topic(arn: topic)
        var engines: [EngineName: String] = [:]
        for engine in ["clamav", "sophos"] {
            let url = try await cloud.makeQueue(engine)
            engines[EngineName(unchecked: engine)] = url
            let subscription = Subscribe(
                topicArn: topic,
                protocol: "sqs",
                endpoint: try await cloud.arn(of: url),
                attributes: ["RawMessageDelivery": "true", "FilterPolicy": #"{"engines":["\#(engine)"]}"#]
            )
            _ = try await cloud.sns.call(subscription)
        }
        let bus = QueueMessageBus(sqs: try cloud.sqs, sns: try cloud.sns, routes: Routes(routes))
        return Bus(bus: bus, cloud: cloud, queues: queues, engines: engines)
    }

    func catalogue(clock: ManualClock, signedBy key: P256.PrivateKey) async throws -> SignedCatalogue {
        let cloud = try await cloud()
        let bucket = Emulator.newName("configuration")
        try await cloud.makeBucket(bucket)
        let blob = Blob(bucket: bucket, region: "eu-central-1", key: "engines.json")
        let port = S3EngineCatalogue(try cloud.s3, at: blob, signedBy: key.publicKey, clock: clock)
        return SignedCatalogue(port: port, blob: blob, cloud: cloud)
    }

    struct Blobs {
        let store: any BlobStore
        let bucket: String
        let cloud: Cloud

        func blob(_ key: String, version: String? = nil) -> Blob {
            Blob(bucket: bucket, region: "eu-central-1", key: key, version: version)
        }
    }

    struct Bus {
        let bus: any MessageBus
        let cloud: Cloud
        let queues: [Destination: String]
        let engines: [EngineName: String]

        /// What lies in a queue, all of it taken out.
        func messages(in url: String?) async throws -> [Domain.Message] {
            var messages: [Domain.Message] = []
            for message in try await cloud.drain(url ?? "") {
                messages.append(try JSONCodec.decode(Domain.Message.self, from: Array(message.body.utf8)))
            }
            return messages
        }
    }

    struct SignedCatalogue {
        let port: any EngineCatalogue
        let blob: Blob
        let cloud: Cloud

        func put(_ bytes: [UInt8], signature: String?) async throws {
            let attributes = ObjectAttributes(metadata: signature.map { [S3EngineCatalogue.signatureName: $0] } ?? [:])
            let (bucket, key) = (try BucketName(blob.bucket), try ObjectKey(blob.key))
            let input = PutObjectInput(bucket: bucket, key: key, body: .bytes(bytes), attributes: attributes)
            _ = try await cloud.s3.putObject(input)
        }
    }
}

extension Cloud {
    var context: AWSContext {
        let url = "http://\(origin.authority)"
        let settings = AWSSettings(["AWS_ENDPOINT_URL": url, "AWS_REGION": "eu-central-1"])
        return AWSContext(ClientSettings(settings), credentials: credentials, outside: outside)
    }

    var s3: S3 { get throws { try S3(context) } }
    var sqs: SQS { get throws { try SQS(context) } }
    var sns: SNS { get throws { try SNS(context) } }

    func makeBucket(_ name: String, isVersioned: Bool = false) async throws {
        try await s3.createBucket(BucketName(name))
        if isVersioned { try await s3.putBucketVersioning(BucketName(name), .enabled) }
    }

    func makeQueue(_ kind: String, _ attributes: [String: String]? = nil) async throws -> String {
        let suffix = attributes?["FifoQueue"] == nil ? "" : ".fifo"
        let name = Emulator.newName(kind) + suffix
        return try await sqs.call(CreateQueue(queueName: name, attributes: attributes)).queueUrl
    }

    func arn(of url: String) async throws -> String {
        let call = GetQueueAttributes(queueUrl: url, attributeNames: ["QueueArn"])
        return try await sqs.call(call).attributes?["QueueArn"] ?? ""
    }

    /// Receives until nothing is left, and deletes what it got.
    func drain(_ url: String) async throws -> [AWSClient.Message] {
        var all: [AWSClient.Message] = []
        while true {
            let poll = ReceiveMessage(
                queueUrl: url,
                maxNumberOfMessages: 10,
                messageAttributeNames: ["All"],
                messageSystemAttributeNames: ["All"]
            )
            let messages = try await sqs.receiveMessage(poll, deadline: deadline).messages ?? []
            if messages.isEmpty { return all }
            for message in messages {
                let receipt = MessageReceipt(receiptHandle: message.receiptHandle)
                _ = try await sqs.call(DeleteMessage(queueUrl: url, receipt), deadline: deadline)
            }
            all += messages
        }
    }
}
