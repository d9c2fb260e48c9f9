/// Begins to put the messages of a dead-letter queue back where they came from, or elsewhere.
///
/// It is not tried again where it may have arrived: the task that runs then would be answered as an error.
package struct StartMessageMoveTask: SQSOperation, Equatable {
    package static let name = "StartMessageMoveTask"
    package var isIdempotent: Bool { false }

    package var sourceArn: String
    /// Each to its own source queue where it is not set.
    package var destinationArn: String?
    package var maxNumberOfMessagesPerSecond: Int?

    package init(sourceArn: String, destinationArn: String? = nil, maxNumberOfMessagesPerSecond: Int? = nil) {
        self.sourceArn = sourceArn
        self.destinationArn = destinationArn
        self.maxNumberOfMessagesPerSecond = maxNumberOfMessagesPerSecond
    }

    private enum CodingKeys: String, CodingKey {
        case sourceArn = "SourceArn"
        case destinationArn = "DestinationArn"
        case maxNumberOfMessagesPerSecond = "MaxNumberOfMessagesPerSecond"
    }

    /// What the task is cancelled by.
    package struct Output: Decodable, Sendable, Equatable {
        package var taskHandle: String

        private enum CodingKeys: String, CodingKey {
            case taskHandle = "TaskHandle"
        }
    }
}

/// The latest tasks of a dead-letter queue, the newest first; ten at most.
package struct ListMessageMoveTasks: SQSOperation, Equatable {
    package static let name = "ListMessageMoveTasks"
    package var isIdempotent: Bool { true }

    package var sourceArn: String
    package var maxResults: Int?

    package init(sourceArn: String, maxResults: Int? = nil) {
        self.sourceArn = sourceArn
        self.maxResults = maxResults
    }

    private enum CodingKeys: String, CodingKey {
        case sourceArn = "SourceArn"
        case maxResults = "MaxResults"
    }

    package struct Output: Decodable, Sendable, Equatable {
        package var results: [ListMessageMoveTasksResultEntry]?

        private enum CodingKeys: String, CodingKey {
            case results = "Results"
        }
    }
}

/// How far a task has come.
package struct ListMessageMoveTasksResultEntry: Decodable, Sendable, Equatable {
    /// Only of a task that runs.
    package var taskHandle: String?
    /// `RUNNING`, `COMPLETED`, `CANCELLING`, `CANCELLED` or `FAILED`.
    package var status: String
    package var destinationArn: String?
    package var approximateNumberOfMessagesMoved: Int?
    package var approximateNumberOfMessagesToMove: Int?
    package var failureReason: String?

    private enum CodingKeys: String, CodingKey {
        case taskHandle = "TaskHandle"
        case status = "Status"
        case destinationArn = "DestinationArn"
        case approximateNumberOfMessagesMoved = "ApproximateNumberOfMessagesMoved"
        case approximateNumberOfMessagesToMove = "ApproximateNumberOfMessagesToMove"
        case failureReason = "FailureReason"
    }
}

/// Stops a task; what it has moved stays where it is.
package struct CancelMessageMoveTask: SQSOperation, Equatable {
    package static let name = "CancelMessageMoveTask"
    package var isIdempotent: Bool { true }

    package var taskHandle: String

    package init(taskHandle: String) {
        self.taskHandle = taskHandle
    }

    private enum CodingKeys: String, CodingKey {
        case taskHandle = "TaskHandle"
    }

    package struct Output: Decodable, Sendable, Equatable {
        package var approximateNumberOfMessagesMoved: Int?

        private enum CodingKeys: String, CodingKey {
            case approximateNumberOfMessagesMoved = "ApproximateNumberOfMessagesMoved"
        }
    }
}
