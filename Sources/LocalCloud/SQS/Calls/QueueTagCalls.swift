import AWSClient

struct TagQueue: JSONCall {
    let queueUrl: String?
    let tags: [String: String]?

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
        case tags = "Tags"
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> Nothing {
        let queue = try part.queue(at: queueUrl, for: request, to: "TagQueue")
        guard let tags else { throw .missing("Tags") }
        let all = queue.tags.merging(tags) { $1 }
        try part.checkTags(all)
        queue.tags = all
        part.keepRow(of: queue)
        try await part.keep()
        return Nothing()
    }
}

struct UntagQueue: JSONCall {
    let queueUrl: String?
    let keys: [String]?

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
        case keys = "TagKeys"
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> Nothing {
        let queue = try part.queue(at: queueUrl, for: request, to: "UntagQueue")
        guard let keys else { throw .missing("TagKeys") }
        for key in keys { queue.tags[key] = nil }
        part.keepRow(of: queue)
        try await part.keep()
        return Nothing()
    }
}

struct ListQueueTags: JSONCall {
    let queueUrl: String?

    private enum CodingKeys: String, CodingKey { case queueUrl = "QueueUrl" }

    struct Result: Encodable {
        let tags: [String: String]?

        private enum CodingKeys: String, CodingKey { case tags = "Tags" }
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> Result {
        let tags = try part.queue(at: queueUrl, for: request, to: "ListQueueTags").tags
        return Result(tags: tags.isEmpty ? nil : tags)
    }
}

extension Queues {
    /// Fifty, none without a key, none in AWS's own name.
    func checkTags(_ tags: [String: String]) throws(ServiceFault) {
        guard tags.count <= 50 else { throw .invalidParameter("Too many tags added for queue.") }
        for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
            guard (1...128).contains(key.unicodeScalars.count), value.unicodeScalars.count <= 256,
                !key.lowercased().hasPrefix("aws:")
            else { throw .invalidParameter("Tag '\(key)' is not valid.") }
        }
    }
}
