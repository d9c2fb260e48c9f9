/// Makes a topic, or finds one that has the same name and the same attributes.
package struct CreateTopic: SNSOperation, Equatable {
    package static let name = "CreateTopic"
    package var isIdempotent: Bool { true }

    /// With `.fifo` at its end for a topic that keeps the order.
    package var name: String
    package var attributes: [String: String]

    package init(name: String, attributes: [String: String] = [:]) {
        self.name = name
        self.attributes = attributes
    }

    package var form: QueryForm {
        var form = QueryForm(["Name": name])
        form.add("Attributes", attributes)
        return form
    }

    package struct Output: QueryOutput, Sendable, Equatable {
        package var topicArn: String

        package init(_ result: XMLElement) throws(QueryFault) {
            topicArn = try result.required("TopicArn")
        }
    }
}

/// Removes a topic with its subscriptions; one that is gone already is no error.
package struct DeleteTopic: SNSOperation, Equatable {
    package typealias Output = EmptyAnswer

    package static let name = "DeleteTopic"
    package var isIdempotent: Bool { true }

    package var topicArn: String

    package init(topicArn: String) {
        self.topicArn = topicArn
    }

    package var form: QueryForm { QueryForm(["TopicArn": topicArn]) }
}
