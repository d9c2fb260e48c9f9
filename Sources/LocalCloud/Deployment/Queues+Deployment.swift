import JSON
import Template

extension Queues {
    /// Makes the template's queues, or gives those that are there the attributes that it says.
    ///
    /// First all queues and then where they give up to, for each may be another's dead-letter queue.
    func deploy(_ queues: [Template.Queue]) async throws(ServiceFault) {
        let request = CloudRequest.ofDeployment(ground)
        for queue in queues where self.queues[queue.name] == nil {
            let create = CreateQueue(name: queue.name, attributes: queue.attributes, tags: nil)
            _ = try await create.perform(in: self, for: request)
        }
        for queue in queues {
            let known = try self.queue(queue.name)
            var wanted = queue.attributes.merging(queue.policies) { $1 }
            if queue.redrive == nil { wanted["RedrivePolicy"] = "" }
            wanted["FifoQueue"] = nil
            var changed = known.attributes
            try changed.set(wanted)
            try checkRedrive(changed, of: known.arn, queue.policies["RedrivePolicy"])
            known.attributes = changed
            keepRow(of: known)
        }
        try await keep()
    }

    /// How many messages a queue has, in whatever state; none where there is no such queue.
    package func messageCount(of arn: ARN) -> Int {
        do throws(ServiceFault) {
            return try queue(arn).messages.count
        } catch {
            return 0
        }
    }
}

extension Template.Queue {
    fileprivate var attributes: [String: String] {
        var attributes = [
            "VisibilityTimeout": "\(visibilityTimeout.components.seconds)",
            "MessageRetentionPeriod": "\(retention.components.seconds)",
            "DelaySeconds": "\(delay.components.seconds)",
            "ReceiveMessageWaitTimeSeconds": "\(receiveWait.components.seconds)",
            "MaximumMessageSize": "\(maximumMessageSize)",
        ]
        if isFIFO {
            attributes["FifoQueue"] = "true"
            attributes["ContentBasedDeduplication"] = "\(deduplicatesByContent)"
            attributes["DeduplicationScope"] = deduplicationScope
            attributes["FifoThroughputLimit"] = throughputLimit
        }
        return attributes
    }

    fileprivate var policies: [String: String] {
        var policies: [String: String] = [:]
        if let redrive {
            let policy: JSONValue = [
                "deadLetterTargetArn": .string(redrive.target), "maxReceiveCount": .integer(redrive.maxReceiveCount),
            ]
            policies["RedrivePolicy"] = String(decoding: policy.bytes(), as: UTF8.self)
        }
        policies["RedriveAllowPolicy"] = redriveAllow.map { String(decoding: $0.bytes(), as: UTF8.self) }
        return policies
    }
}
