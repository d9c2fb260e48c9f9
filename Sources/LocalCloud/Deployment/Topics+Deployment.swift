import JSON
import Template

extension Topics {
    /// Makes the template's topics and subscriptions, or gives those that are there the attributes that it says.
    func deploy(_ topics: [Template.Topic], _ subscriptions: [Template.Subscription]) async throws(ServiceFault) {
        let request = CloudRequest.ofDeployment(ground)
        for topic in topics {
            if let known = self.topics[topic.name] {
                for (name, value) in topic.attributes.sorted(by: { $0.key < $1.key }) where name != "FifoTopic" {
                    try known.attributes.set(name, to: value)
                }
                keepRow(of: known)
            } else {
                let create = CreateTopic(name: topic.name, attributes: topic.attributes, tags: nil)
                _ = try await create.perform(in: self, for: request)
            }
        }
        for subscription in subscriptions { try await deploy(subscription, request) }
        try await keep()
    }

    private func deploy(_ wanted: Template.Subscription, _ request: CloudRequest) async throws(ServiceFault) {
        let known = ARN(wanted.topic).flatMap { self.topics[$0.resource] }
        if let known, let endpoint = ARN(wanted.endpoint),
            let index = known.subscriptions.firstIndex(where: { $0.endpoint == endpoint })
        {
            // What the template no longer says is taken away; a scope without a policy means nothing.
            var changes = known.subscriptions[index].given.mapValues { _ in "" }
            changes["FilterPolicyScope"] = nil
            changes["RawMessageDelivery"] = "false"
            try known.subscriptions[index].set(changes.merging(wanted.attributes) { $1 })
            keepRow(of: known.subscriptions[index])
            return
        }
        let subscribe = Subscribe(
            topicArn: wanted.topic,
            protocol: wanted.networkProtocol,
            endpoint: wanted.endpoint,
            attributes: wanted.attributes
        )
        _ = try await subscribe.perform(in: self, for: request)
    }
}

extension Template.Topic {
    fileprivate var attributes: [String: String] {
        var attributes: [String: String] = [:]
        attributes["DisplayName"] = displayName
        if isFIFO {
            attributes["FifoTopic"] = "true"
            attributes["ContentBasedDeduplication"] = "\(deduplicatesByContent)"
        }
        return attributes
    }
}

extension Template.Subscription {
    fileprivate var attributes: [String: String] {
        var attributes: [String: String] = [:]
        if isRaw { attributes["RawMessageDelivery"] = "true" }
        if let filterPolicy {
            attributes["FilterPolicyScope"] = filtersBody ? "MessageBody" : "MessageAttributes"
            attributes["FilterPolicy"] = String(decoding: filterPolicy.bytes(), as: UTF8.self)
        }
        if let deadLetterTarget {
            let policy: JSONValue = ["deadLetterTargetArn": .string(deadLetterTarget)]
            attributes["RedrivePolicy"] = String(decoding: policy.bytes(), as: UTF8.self)
        }
        return attributes
    }
}
