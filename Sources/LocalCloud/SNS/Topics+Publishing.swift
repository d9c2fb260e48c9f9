import AWSClient
import Encoding
import Time

/// What a publisher is told.
struct PublishedID: Encodable, Sendable {
    let messageID: String
    let sequenceNumber: String?

    private enum CodingKeys: String, CodingKey {
        case messageID = "MessageId"
        case sequenceNumber = "SequenceNumber"
    }
}

extension Topics: Recipient {
    package func take(_ delivery: Delivery) async throws(ServiceFault) {
        let publication = try Publication(
            message: delivery.body,
            subject: delivery.subject,
            attributes: delivery.attributes.mapValues { MessageAttributeValue($0) },
            groupID: delivery.groupID,
            deduplicationID: delivery.deduplicationID
        )
        _ = try await publish(publication, to: try topic(delivery.target))
    }
}

extension Topics {
    /// Hands a message to all who want it, and returns once they have it; one that is a repeat goes to nobody.
    func publish(_ publication: Publication, to topic: Topic) async throws(ServiceFault) -> PublishedID {
        var publication = publication
        let key = try check(&publication, for: topic)
        if let key, let taken = topic.deduplications[key] {
            return PublishedID(
                messageID: taken.messageID,
                sequenceNumber: RisingNumbers.sequenceNumber(taken.number)
            )
        }
        let now = ground.clock.now
        let number = topic.numbers.next(at: now)
        let notification = Notification(
            publication: publication,
            id: ground.newID(),
            topic: topic.arn,
            sequenceNumber: topic.isFIFO ? RisingNumbers.sequenceNumber(number) : nil,
            at: now,
            signature: Base64.encode(ground.random.bytes(256))
        )
        if let key {
            let taken = Deduplications.Taken(key: key, messageID: notification.id, number: number, at: now)
            topic.deduplications.add(taken)
            ledger.put(taken, at: "\(topic.name)/\(key)", on: TopicShelf.deduplications)
        }
        try await deliver(notification, of: topic)
        try await keep()
        return PublishedID(messageID: notification.id, sequenceNumber: notification.sequenceNumber)
    }

    /// What tells a repeat, of a topic that looks for them.
    private func check(_ publication: inout Publication, for topic: Topic) throws(ServiceFault) -> String? {
        guard publication.size <= topic.attributes.maximumMessageSize else {
            throw .invalidTopicParameter("Message too long")
        }
        guard topic.isFIFO else {
            guard publication.deduplicationID == nil else {
                throw .invalidTopicParameter(
                    "MessageDeduplicationId Reason: The request includes "
                        + "MessageDeduplicationId parameter that is not valid for this topic type"
                )
            }
            return nil
        }
        guard publication.groupID != nil else {
            throw .invalidTopicParameter("The MessageGroupId parameter is required for FIFO topics")
        }
        if publication.deduplicationID == nil {
            guard topic.attributes.hasContentBasedDeduplication else {
                throw .invalidTopicParameter(
                    "The topic should either have ContentBasedDeduplication enabled or "
                        + "MessageDeduplicationId provided explicitly"
                )
            }
            publication.deduplicationID = publication.hash
        }
        let group = topic.attributes.deduplicatesWithinGroups ? publication.groupID : nil
        return publication.deduplicationID.map { Deduplications.key($0, in: group) }
    }

    private func deliver(_ notification: Notification, of topic: Topic) async throws(ServiceFault) {
        if topic.isFIFO { await topic.turn.take(in: self) }
        defer { if topic.isFIFO { topic.turn.give() } }
        var missing: ServiceFault?
        for subscription in topic.subscriptions {
            let text = notification.publication.text(for: subscription.kind)
            let attributes = notification.publication.attributes
            guard subscription.filter?.matches(body: text, attributes: attributes) ?? true else { continue }
            do throws(ServiceFault) {
                try await deliver(notification, to: subscription)
            } catch {
                missing = error
            }
        }
        if let missing { throw missing }
    }

    /// What can never arrive goes to the subscription's dead-letter queue, or is lost as it is in AWS.
    ///
    /// Throws only where the local cloud has nobody who could take it at all.
    private func deliver(_ notification: Notification, to subscription: TopicSubscription) async throws(ServiceFault) {
        var delivery = notification.delivery(to: subscription)
        do throws(ServiceFault) {
            try await ground.deliveries.send(delivery)
        } catch {
            if error.isNotEmulated { throw error }
            guard let target = subscription.deadLetterTarget else { return }
            delivery = delivery.again(to: target, after: error, id: ground.newID())
            do throws(ServiceFault) {
                try await ground.deliveries.send(delivery)
            } catch {
                if error.isNotEmulated { throw error }
            }
        }
    }
}

extension ServiceFault {
    fileprivate var isNotEmulated: Bool { status == 501 }
}

extension Delivery {
    /// To a dead-letter queue, with the reason beside it where there is room for it.
    fileprivate func again(to target: ARN, after fault: ServiceFault, id: String) -> Delivery {
        var attributes = attributes
        let reason = ["ErrorCode": fault.queryCode ?? fault.code, "ErrorMessage": fault.message, "RequestID": id]
        if attributes.count + reason.count <= MessageRules.mostAttributes {
            for (name, text) in reason { attributes[name] = DeliveryAttribute(type: "String", value: .text(text)) }
        } else {
            // A queue takes ten; the message itself comes first.
            attributes = attributes.count <= MessageRules.mostAttributes ? attributes : [:]
        }
        return Delivery(
            to: target,
            from: source,
            body: body,
            attributes: attributes,
            groupID: groupID,
            deduplicationID: deduplicationID
        )
    }
}
