/// Has a topic's messages delivered to an endpoint, or finds the subscription that already does with these attributes.
package struct Subscribe: SNSOperation, Equatable {
    package static let name = "Subscribe"
    package var isIdempotent: Bool { true }

    package var topicArn: String
    /// Such as `sqs`.
    package var `protocol`: String
    /// For a queue its ARN.
    package var endpoint: String
    /// Such as `FilterPolicy`, `FilterPolicyScope` and `RawMessageDelivery`.
    package var attributes: [String: String]

    package init(topicArn: String, protocol: String, endpoint: String, attributes: [String: String] = [:]) {
        self.topicArn = topicArn
        self.protocol = `protocol`
        self.endpoint = endpoint
        self.attributes = attributes
    }

    package var form: QueryForm {
        var form = QueryForm(["TopicArn": topicArn, "Protocol": `protocol`, "Endpoint": endpoint])
        form.add("Attributes", attributes)
        // Without it the answer says `pending confirmation` where an endpoint has yet to agree.
        form.add("ReturnSubscriptionArn", "true")
        return form
    }

    package struct Output: QueryOutput, Sendable, Equatable {
        package var subscriptionArn: String

        package init(_ result: XMLElement) throws(QueryFault) {
            subscriptionArn = try result.required("SubscriptionArn")
        }
    }
}

/// Changes one attribute of a subscription; no value takes it away.
package struct SetSubscriptionAttributes: SNSOperation, Equatable {
    package typealias Output = EmptyAnswer

    package static let name = "SetSubscriptionAttributes"
    package var isIdempotent: Bool { true }

    package var subscriptionArn: String
    package var attributeName: String
    package var attributeValue: String?

    package init(subscriptionArn: String, attributeName: String, attributeValue: String?) {
        self.subscriptionArn = subscriptionArn
        self.attributeName = attributeName
        self.attributeValue = attributeValue
    }

    package var form: QueryForm {
        QueryForm([
            "SubscriptionArn": subscriptionArn, "AttributeName": attributeName, "AttributeValue": attributeValue,
        ])
    }
}

/// One page of a topic's subscriptions, a hundred at most.
package struct ListSubscriptionsByTopic: SNSOperation, Equatable {
    package static let name = "ListSubscriptionsByTopic"
    package var isIdempotent: Bool { true }

    package var topicArn: String
    package var nextToken: String?

    package init(topicArn: String, nextToken: String? = nil) {
        self.topicArn = topicArn
        self.nextToken = nextToken
    }

    package var form: QueryForm { QueryForm(["TopicArn": topicArn, "NextToken": nextToken]) }

    /// Where there is a token, there is more behind it.
    package struct Output: QueryOutput, Sendable, Equatable {
        package var subscriptions: [Subscription]
        package var nextToken: String?

        package init(_ result: XMLElement) throws(QueryFault) {
            subscriptions = []
            for member in result.members("Subscriptions") { subscriptions.append(try Subscription(member)) }
            nextToken = result.text(at: "NextToken").flatMap { $0.isEmpty ? nil : $0 }
        }
    }
}

/// Who gets a topic's messages.
package struct Subscription: QueryOutput, Sendable, Equatable {
    /// `PendingConfirmation` until the endpoint has agreed.
    package var subscriptionArn: String
    package var `protocol`: String
    package var endpoint: String

    package init(_ result: XMLElement) throws(QueryFault) {
        subscriptionArn = try result.required("SubscriptionArn")
        `protocol` = try result.required("Protocol")
        endpoint = try result.required("Endpoint")
    }
}
