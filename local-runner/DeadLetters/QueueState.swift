import AWSClient
import JSON

/// What a queue says of itself.
struct QueueState: Sendable {
    let url: String
    private let attributes: [String: String]

    init(of url: String, by sqs: SQS) async throws(CallFailure) {
        self.url = url
        let query = GetQueueAttributes(queueUrl: url, attributeNames: ["All"])
        attributes = try await sqs.call(query).attributes ?? [:]
    }

    var name: Substring { url.split(separator: "/").last ?? Substring(url) }
    var arn: String { attributes["QueueArn"] ?? "" }
    /// How many can be received now, and how many somebody has.
    var waiting: Int { number("ApproximateNumberOfMessages") }
    var inFlight: Int { number("ApproximateNumberOfMessagesNotVisible") }

    /// Whether both are one queue, by whatever names they were given.
    func isSame(as other: QueueState) -> Bool { arn.isEmpty ? url == other.url : arn == other.arn }

    /// Where this queue puts what it gives up.
    var deadLetterQueue: String? {
        guard let policy = attributes["RedrivePolicy"] else { return nil }
        do {
            return try JSONValue(parsing: Array(policy.utf8))["deadLetterTargetArn"]?.string
        } catch {
            return nil
        }
    }

    /// Why nobody should look at its messages; nil where that does no harm.
    var unseeable: String? {
        deadLetterQueue.map { "\(name) gives messages up itself, to \($0): looking at one counts as a receive" }
    }

    private func number(_ name: String) -> Int { attributes[name].flatMap { Int($0) } ?? 0 }
}

extension SQS {
    func queues() async throws(CallFailure) -> [QueueState] {
        var states: [QueueState] = []
        for url in try await queueURLs() { states.append(try await QueueState(of: url, by: self)) }
        return states
    }

    func queueURLs() async throws(CallFailure) -> [String] {
        var urls: [String] = []
        var token: String?
        repeat {
            let page = try await call(ListQueues(nextToken: token, maxResults: 1000))
            urls += page.queueUrls ?? []
            token = page.nextToken
        } while token != nil
        return urls
    }
}
