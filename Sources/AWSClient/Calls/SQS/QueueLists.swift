/// One page of the queues whose names begin alike.
package struct ListQueues: SQSOperation, Equatable {
    package static let name = "ListQueues"
    package var isIdempotent: Bool { true }

    package var queueNamePrefix: String?
    package var nextToken: String?
    /// Without it there is one page of a thousand and no token.
    package var maxResults: Int?

    package init(queueNamePrefix: String? = nil, nextToken: String? = nil, maxResults: Int? = nil) {
        self.queueNamePrefix = queueNamePrefix
        self.nextToken = nextToken
        self.maxResults = maxResults
    }

    private enum CodingKeys: String, CodingKey {
        case queueNamePrefix = "QueueNamePrefix"
        case nextToken = "NextToken"
        case maxResults = "MaxResults"
    }

    /// Where there is a token, there is more behind it.
    package struct Output: Decodable, Sendable, Equatable {
        package var queueUrls: [String]?
        package var nextToken: String?

        private enum CodingKeys: String, CodingKey {
            case queueUrls = "QueueUrls"
            case nextToken = "NextToken"
        }
    }
}

/// One page of the queues that put what they give up into a queue.
package struct ListDeadLetterSourceQueues: SQSOperation, Equatable {
    package static let name = "ListDeadLetterSourceQueues"
    package var isIdempotent: Bool { true }

    package var queueUrl: String
    package var nextToken: String?
    package var maxResults: Int?

    package init(queueUrl: String, nextToken: String? = nil, maxResults: Int? = nil) {
        self.queueUrl = queueUrl
        self.nextToken = nextToken
        self.maxResults = maxResults
    }

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
        case nextToken = "NextToken"
        case maxResults = "MaxResults"
    }

    /// Where there is a token, there is more behind it.
    package struct Output: Decodable, Sendable, Equatable {
        package var queueUrls: [String]
        package var nextToken: String?

        private enum CodingKeys: String, CodingKey {
            // In lower case here, and nowhere else in SQS.
            case queueUrls
            case nextToken = "NextToken"
        }
    }
}
