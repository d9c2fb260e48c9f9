import AWSClient
import Files
import HTTP
import LocalCloud
import Template
import Time

extension SeedData {
    /// Puts everything in place.
    ///
    /// Objects tell nobody and take no other's place, and a queue that has messages gets no more. An item takes the
    /// place of one that has its key.
    func put(into deployment: Deployment, as plan: CloudPlan, on ground: Ground) async throws {
        let names = SeedNames(plan.stack)
        for object in objects {
            let body: FileBody
            do throws(FileFailure) {
                body = try FileBody(object.path)
            } catch {
                throw DataFault.unreadable(object.path, error.reason)
            }
            let bucket = names.bucket(object.bucket)
            do throws(ServiceFault) {
                try await deployment.place(
                    .stream(body, length: body.length),
                    at: object.key,
                    in: bucket,
                    metadata: object.metadata,
                    overwrites: false
                )
            } catch {
                throw DataFault.refused(object.path, line: 1, error.message)
            }
        }
        let context = try plan.developer(of: deployment, on: ground)
        try await putItems(by: try DynamoDB(context), names)
        try await putMessages(by: try SQS(context), names)
    }

    private func putItems(by dynamo: DynamoDB, _ names: SeedNames) async throws(DataFault) {
        for item in items {
            do throws(CallFailure) {
                _ = try await dynamo.call(
                    PutItem(Put(tableName: names.table(item.table), item: item.item), isIdempotent: true)
                )
            } catch {
                throw item.place.refused("\(error)")
            }
        }
    }

    private func putMessages(by sqs: SQS, _ names: SeedNames) async throws(DataFault) {
        var urls: [String: String?] = [:]
        for message in messages {
            do throws(CallFailure) {
                let name = names.queue(message.queue)
                if urls[name] == nil { urls[name] = .some(try await emptyQueue(name, by: sqs)) }
                guard let url = urls[name] ?? nil else { continue }
                _ = try await sqs.call(SendMessage(queueUrl: url, message.message))
            } catch {
                throw message.place.refused("\(error)")
            }
        }
    }

    /// The URL of a queue, which is made where it is not there; nil where it has messages.
    private func emptyQueue(_ name: String, by sqs: SQS) async throws(CallFailure) -> String? {
        let url: String
        do throws(CallFailure) {
            url = try await sqs.call(GetQueueUrl(queueName: name)).queueUrl
        } catch {
            let attributes = name.hasSuffix(".fifo") ? ["FifoQueue": "true"] : nil
            return try await sqs.call(CreateQueue(queueName: name, attributes: attributes)).queueUrl
        }
        let state = try await QueueState(of: url, by: sqs)
        return state.waiting + state.inFlight == 0 ? url : nil
    }
}

/// What things are called in the cloud: those of the template may be named by their logical ids.
private struct SeedNames {
    private let stack: Stack?

    init(_ stack: Stack?) {
        self.stack = stack
    }

    func bucket(_ name: String) -> String { stack?.buckets.first { $0.id == name }?.name ?? name }
    func table(_ name: String) -> String { stack?.tables.first { $0.id == name }?.name ?? name }
    func queue(_ name: String) -> String { stack?.queues.first { $0.id == name }?.name ?? name }
}

extension CloudPlan {
    /// What the developer's clients are made of, in this process.
    fileprivate func developer(of deployment: Deployment, on ground: Ground) throws -> AWSContext {
        let settings = AWSSettings([
            "AWS_REGION": place.region, "AWS_ENDPOINT_URL": endpoint, "AWS_MAX_ATTEMPTS": "1",
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        ])
        let outside = Outside(
            transport: DirectTransport(to: deployment.cloud, clock: ground.clock),
            clock: ground.clock,
            random: ground.random
        )
        return AWSContext(ClientSettings(settings), files: SystemFiles(), outside: outside)
    }
}
