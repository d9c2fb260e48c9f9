/// Makes a queue, or finds one that has the same name and the same attributes.
package struct CreateQueue: SQSOperation, Equatable {
    package typealias Output = QueueAddress

    package static let name = "CreateQueue"
    package var isIdempotent: Bool { true }

    package var queueName: String
    package var attributes: [String: String]?

    package init(queueName: String, attributes: [String: String]? = nil) {
        self.queueName = queueName
        self.attributes = attributes
    }

    private enum CodingKeys: String, CodingKey {
        case queueName = "QueueName"
        case attributes = "Attributes"
    }
}

/// Where a queue of a name is.
package struct GetQueueUrl: SQSOperation, Equatable {
    package typealias Output = QueueAddress

    package static let name = "GetQueueUrl"
    package var isIdempotent: Bool { true }

    package var queueName: String

    package init(queueName: String) {
        self.queueName = queueName
    }

    private enum CodingKeys: String, CodingKey {
        case queueName = "QueueName"
    }
}

/// The address by which all other operations know a queue.
package struct QueueAddress: Decodable, Sendable, Equatable {
    package var queueUrl: String

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
    }
}

/// The attributes of a queue, all of them for the name `All`.
package struct GetQueueAttributes: SQSOperation, Equatable {
    package static let name = "GetQueueAttributes"
    package var isIdempotent: Bool { true }

    package var queueUrl: String
    package var attributeNames: [String]

    package init(queueUrl: String, attributeNames: [String]) {
        self.queueUrl = queueUrl
        self.attributeNames = attributeNames
    }

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
        case attributeNames = "AttributeNames"
    }

    /// No attributes where the queue has none of those that were asked for.
    package struct Output: Decodable, Sendable, Equatable {
        package var attributes: [String: String]?

        private enum CodingKeys: String, CodingKey {
            case attributes = "Attributes"
        }
    }
}

/// Changes attributes of a queue; those that are not named stay.
package struct SetQueueAttributes: SQSOperation, Equatable {
    package typealias Output = EmptyAnswer

    package static let name = "SetQueueAttributes"
    package var isIdempotent: Bool { true }

    package var queueUrl: String
    package var attributes: [String: String]

    package init(queueUrl: String, attributes: [String: String]) {
        self.queueUrl = queueUrl
        self.attributes = attributes
    }

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
        case attributes = "Attributes"
    }
}

/// Removes a queue with all that is in it.
package struct DeleteQueue: SQSOperation, Equatable {
    package typealias Output = EmptyAnswer

    package static let name = "DeleteQueue"
    package var isIdempotent: Bool { true }

    package var queueUrl: String

    package init(queueUrl: String) {
        self.queueUrl = queueUrl
    }

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
    }
}

/// Removes all that is in a queue.
///
/// It is not tried again where it may have arrived: the second would take what was sent between the two.
package struct PurgeQueue: SQSOperation, Equatable {
    package typealias Output = EmptyAnswer

    package static let name = "PurgeQueue"
    package var isIdempotent: Bool { false }

    package var queueUrl: String

    package init(queueUrl: String) {
        self.queueUrl = queueUrl
    }

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
    }
}
