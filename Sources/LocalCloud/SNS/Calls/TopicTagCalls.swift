import AWSClient

struct TagResource: JSONCall {
    let resourceArn: String?
    let tags: [Tag]?

    private enum CodingKeys: String, CodingKey {
        case resourceArn = "ResourceArn"
        case tags = "Tags"
    }

    func perform(in part: isolated Topics, for request: CloudRequest) async throws(ServiceFault) -> Nothing {
        let topic = try part.topic(resourceArn, for: request, to: "TagResource")
        for tag in tags ?? [] { topic.tags[tag.key] = tag.value ?? "" }
        part.keepRow(of: topic)
        try await part.keep()
        return Nothing()
    }
}

struct UntagResource: JSONCall {
    let resourceArn: String?
    let keys: [String]?

    private enum CodingKeys: String, CodingKey {
        case resourceArn = "ResourceArn"
        case keys = "TagKeys"
    }

    func perform(in part: isolated Topics, for request: CloudRequest) async throws(ServiceFault) -> Nothing {
        let topic = try part.topic(resourceArn, for: request, to: "UntagResource")
        for key in keys ?? [] { topic.tags[key] = nil }
        part.keepRow(of: topic)
        try await part.keep()
        return Nothing()
    }
}

struct ListTagsForResource: JSONCall {
    let resourceArn: String?

    private enum CodingKeys: String, CodingKey { case resourceArn = "ResourceArn" }

    struct Result: Encodable {
        let tags: [Tag]

        private enum CodingKeys: String, CodingKey { case tags = "Tags" }
    }

    func perform(in part: isolated Topics, for request: CloudRequest) async throws(ServiceFault) -> Result {
        let topic = try part.topic(resourceArn, for: request, to: "ListTagsForResource")
        return Result(tags: topic.tags.sorted { $0.key < $1.key }.map { Tag(key: $0.key, value: $0.value) })
    }
}
