import AWSClient

/// A queue as people name one: by its name, its URL or its ARN.
enum QueueReference: Sendable, Equatable {
    case name(String)
    case url(String)

    init?(_ text: String) {
        if text.hasPrefix("http://") || text.hasPrefix("https://") {
            self = .url(text)
            return
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 6, parts[0] == "arn", parts[2] == "sqs", !parts[5].isEmpty {
            self = .name(String(parts[5]))
        } else if parts.count == 1, !text.isEmpty, !text.contains("/") {
            self = .name(text)
        } else {
            return nil
        }
    }

    func url(by sqs: SQS) async throws(CallFailure) -> String {
        switch self {
        case .url(let url): url
        case .name(let name): try await sqs.call(GetQueueUrl(queueName: name)).queueUrl
        }
    }
}

extension QueueReference {
    /// What the queue says of itself; that there is none is the fault of whoever named it.
    func state(by sqs: SQS) async throws -> QueueState {
        do throws(CallFailure) {
            return try await QueueState(of: url(by: sqs), by: sqs)
        } catch {
            guard error.isOfUnknownQueue else { throw error }
            throw UnknownQueue(reference: self, known: try await sqs.queueURLs().map { QueueReference.url($0).name })
        }
    }

    /// The last part of what it was given by.
    fileprivate var name: String {
        switch self {
        case .name(let name): name
        case .url(let url): url.split(separator: "/").last.map(String.init) ?? url
        }
    }
}

/// Somebody named a queue that does not exist.
struct UnknownQueue: Error, CustomStringConvertible {
    let reference: QueueReference
    let known: [String]

    var description: String {
        let given =
            switch reference {
            case .name(let name): name
            case .url(let url): url
            }
        return "there is no queue \(given.printable)"
            + NearestNames.hint(for: reference.name, among: known, ifNone: ": there are none here")
    }
}

extension CallFailure {
    /// By both of the names that SQS has for it.
    fileprivate var isOfUnknownQueue: Bool {
        code?.hasSuffix("QueueDoesNotExist") == true || code?.hasSuffix("NonExistentQueue") == true
    }
}

extension Arguments {
    /// The one word that names the queue.
    func queue() throws(UsageFault) -> QueueReference {
        guard let word = words.first else { throw .missingWord("QUEUE (a name, a URL or an ARN)") }
        if words.count > 1 { throw .needlessWord(words[1]) }
        guard let queue = QueueReference(word) else {
            throw .wrongValue("QUEUE", word, wanted: "a name, a URL or an ARN of a queue")
        }
        return queue
    }
}
