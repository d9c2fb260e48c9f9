import AWSClient
package import HTTP
import JSON
import Time

/// SNS: the topics of the account, and who subscribes to them.
package actor Topics: CloudPart {
    package nonisolated let signingName = "sns"
    let ground: Ground
    let ledger: Ledger
    var topics: [String: Topic] = [:]
    /// Which topic a subscription is of.
    var topicNames: [String: String] = [:]
    var subscriptionNumbers = RisingNumbers()

    private static let documents = QueryAnswers(namespace: "http://sns.amazonaws.com/doc/2010-03-31/")
    private static let calls = JSONCalls<Topics>(
        [
            CreateTopic.self, DeleteTopic.self, ListTopics.self, GetTopicAttributes.self, SetTopicAttributes.self,
            TagResource.self, UntagResource.self, ListTagsForResource.self,
            Subscribe.self, Unsubscribe.self, GetSubscriptionAttributes.self, SetSubscriptionAttributes.self,
            ListSubscriptions.self, ListSubscriptionsByTopic.self,
            Publish.self, PublishBatch.self,
        ],
        answers: JSONAnswers(version: "1.0", namespace: "com.amazonaws.sns#")
    )

    /// With what the journal kept of an earlier life.
    package init(_ ground: Ground) throws(ServiceFault) {
        self.ground = ground
        ledger = Ledger(ground.journal)
        let journal = ground.journal
        for (name, row) in try Ledger.rows(of: TopicShelf.topics, in: journal, as: TopicRow.self) {
            topics[name] = try Topic(name: name, arn: ground.place.arn("sns", name), row: row)
        }
        let rows = try Ledger.rows(of: TopicShelf.subscriptions, in: journal, as: SubscriptionRow.self)
        for (arn, row) in rows.sorted(by: { $0.row.number < $1.row.number }) {
            guard let endpoint = ARN(row.endpoint), let topic = topics[row.topic] else { continue }
            let one = try TopicSubscription(
                arn: arn,
                topic: row.topic,
                kind: row.kind,
                endpoint: endpoint,
                number: row.number,
                attributes: row.attributes
            )
            topic.subscriptions.append(one)
            topicNames[arn] = row.topic
            subscriptionNumbers.know(row.number)
        }
        typealias Taken = Deduplications.Taken
        for (key, taken) in try Ledger.rows(of: TopicShelf.deduplications, in: journal, as: Taken.self) {
            let topic = topics[String(key.prefix { $0 != "/" })]
            topic?.deduplications.add(taken)
            topic?.numbers.know(taken.number)
        }
    }

    package func answer(_ request: CloudRequest) async throws(ServiceFault) -> WebAnswer {
        let form = request.method == "GET" ? request.query : QueryItems(request.body, plusIsSpace: true)
        guard let action = form["Action"] else {
            throw ServiceFault("MissingAction", "The request must contain the parameter Action.")
        }
        var root = FormNode()
        for item in form.items {
            try root.add(item.name.split(separator: ".", omittingEmptySubsequences: false)[...], item.value ?? "")
        }
        let result = try await Self.calls.perform(action, root.document.bytes(), for: request, in: self)
        return try Self.documents.listed(result, of: action, id: request.id)
    }

    package nonisolated func answer(_ fault: ServiceFault, to request: WebRequest, id: String) -> WebAnswer {
        Self.documents.fault(fault, id: id)
    }

    /// Ends a step that changed something: once this returns, nothing can undo it.
    func keep() async throws(ServiceFault) {
        guard ground.journal.isKept else { return }
        try ledger.takeFault()
        ledger.commit()
        try await ground.journal.settle()
    }

    /// The topic of an ARN, once the caller may do this to it and time has done its part.
    func topic(_ text: String?, for request: CloudRequest, to action: String) throws(ServiceFault) -> Topic {
        guard let text, let arn = ARN(text), arn.service == "sns" else { throw .invalidTopicParameter("TopicArn") }
        try ground.allow("sns:\(action)", on: arn, to: request.caller)
        return try topic(arn)
    }

    func topic(_ arn: ARN) throws(ServiceFault) -> Topic {
        guard let topic = topics[arn.resource], topic.arn == arn else { throw .topicNotFound("Topic") }
        while let key = topic.deduplications.popExpired(at: ground.clock.now) {
            ledger.remove("\(topic.name)/\(key)", from: TopicShelf.deduplications)
        }
        return topic
    }

    func keepRow(of topic: Topic) {
        let row = TopicRow(attributes: topic.attributes.given, tags: topic.tags)
        ledger.put(row, at: topic.name, on: TopicShelf.topics)
    }
}

extension QueryAnswers {
    /// A result of JSON as SNS and CloudWatch write it: a list has members, attributes are a map of entries.
    func listed(_ result: [UInt8], of action: String, id: String) throws(ServiceFault) -> WebAnswer {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: result)
        } catch {
            throw ServiceFault("InternalFailure", "The answer cannot be read: \(error).", status: 500)
        }
        return success(action, id: id) { writer in
            for member in value.object?.members ?? [] { Self.write(member.key, member.value, to: &writer) }
        }
    }

    private static func write(_ name: String, _ value: JSONValue, to writer: inout XMLWriter) {
        switch value {
        case .array(let elements):
            writer.element(name) { list in for element in elements { write("member", element, to: &list) } }
        case .object(let object) where name == "Attributes" || name == "ExtendedStatistics":
            writer.element(name) { map in
                for entry in object.members {
                    map.element("entry") { pair in
                        pair.element("key", entry.key.readableInXML)
                        write("value", entry.value, to: &pair)
                    }
                }
            }
        case .object(let object):
            writer.element(name) { inner in for entry in object.members { write(entry.key, entry.value, to: &inner) } }
        case .string(let text): writer.element(name, text.readableInXML)
        case .null, .bool, .number: writer.element(name, String(decoding: value.bytes(), as: UTF8.self))
        }
    }
}
