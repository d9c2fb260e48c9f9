import AWSClient
import Encoding

struct ListQueues: JSONCall {
    let prefix: String?
    let nextToken: String?
    let maxResults: Int?

    private enum CodingKeys: String, CodingKey {
        case prefix = "QueueNamePrefix"
        case nextToken = "NextToken"
        case maxResults = "MaxResults"
    }

    struct Result: Encodable {
        let queueUrls: [String]?
        let nextToken: String?

        private enum CodingKeys: String, CodingKey {
            case queueUrls = "QueueUrls"
            case nextToken = "NextToken"
        }
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> Result {
        try part.ground.allow("sqs:ListQueues", on: part.arn("*"), to: request.caller)
        let names = part.queues.keys.filter { $0.hasPrefix(prefix ?? "") }.sorted()
        let page = try QueuePage(names, after: nextToken, atMost: maxResults)
        let urls = page.names.compactMap { part.queues[$0] }.map { part.url(of: $0, for: request) }
        return Result(queueUrls: urls.isEmpty ? nil : urls, nextToken: page.nextToken)
    }
}

struct ListDeadLetterSourceQueues: JSONCall {
    let queueUrl: String?
    let nextToken: String?
    let maxResults: Int?

    private enum CodingKeys: String, CodingKey {
        case queueUrl = "QueueUrl"
        case nextToken = "NextToken"
        case maxResults = "MaxResults"
    }

    struct Result: Encodable {
        let queueUrls: [String]
        let nextToken: String?

        private enum CodingKeys: String, CodingKey {
            // In lower case here, and nowhere else in SQS.
            case queueUrls
            case nextToken = "NextToken"
        }
    }

    func perform(in part: isolated Queues, for request: CloudRequest) async throws(ServiceFault) -> Result {
        let queue = try part.queue(at: queueUrl, for: request, to: "ListDeadLetterSourceQueues")
        let page = try QueuePage(part.sources(of: queue.arn).map(\.name), after: nextToken, atMost: maxResults)
        let urls = page.names.compactMap { part.queues[$0] }.map { part.url(of: $0, for: request) }
        return Result(queueUrls: urls, nextToken: page.nextToken)
    }
}

/// One page of names; a token says after which name the next begins, and is given only to who asks for pages.
struct QueuePage {
    let names: [String]
    let nextToken: String?

    private static let longest = 1_000

    init(_ all: [String], after token: String?, atMost limit: Int?) throws(ServiceFault) {
        if let limit, !(1...Self.longest).contains(limit) {
            throw .invalid(limit, for: "MaxResults", "Must be between 1 and 1000, if provided.")
        }
        var rest = all[...]
        if let token {
            guard limit != nil else {
                throw .invalidParameter(
                    "MaxResults is a mandatory parameter when NextToken is "
                        + "provided."
                )
            }
            guard let last = Base64.decode(token) else { throw .invalidParameter("Invalid or expired next token.") }
            let name = String(decoding: last, as: UTF8.self)
            rest = rest.drop { $0 <= name }
        }
        names = Array(rest.prefix(limit ?? Self.longest))
        nextToken =
            limit != nil && names.count < rest.count ? names.last.map { Base64.encode(Array($0.utf8)) } : nil
    }
}
