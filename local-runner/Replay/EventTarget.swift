import JSON
import LocalCloud
import Template

/// Which function an event is for, as the template has it.
struct EventTarget: Sendable {
    private let stack: Stack

    init(_ stack: Stack) {
        self.stack = stack
    }

    /// The function's name.
    func function(for event: ReplayEvent) throws(TargetFault) -> String {
        let names = Set(candidates(event)).sorted()
        guard let name = names.first else {
            throw .nobody(event.origin, line: event.line, known: stack.functions.map(\.id), clocked: clocked)
        }
        guard names.count == 1 else { throw .several(event.origin.words, names, line: event.line) }
        return name
    }

    /// The event as a function gets it: what a bucket or a topic tells a queue is the body of a message there.
    func delivered(_ event: ReplayEvent, to function: String) -> ReplayEvent {
        let queues: [String]
        switch event.origin {
        case .bucket(let name):
            queues = notifications(of: name, event).compactMap {
                if case .queue(let arn) = $0.target { arn } else { nil }
            }
        case .topic(let arn): queues = subscriptions(to: arn).filter { $0.networkProtocol == "sqs" }.map(\.endpoint)
        case .queue, .table, .route, .authorizer, .rule, .bus, .message, .client: return event
        }
        guard queues.contains(where: { mapped(from: $0).contains(function) }) else { return event }
        return QueuedMessage(body: event.announced).event(line: event.line)
    }

    private func candidates(_ event: ReplayEvent) -> [String] {
        switch event.origin {
        case .queue(let arn): mapped(from: arn)
        case .bucket(let name):
            notifications(of: name, event).flatMap { notification in
                switch notification.target {
                case .function(let reference): [reference.name]
                case .queue(let arn): mapped(from: arn)
                case .topic(let arn): subscribed(to: arn)
                }
            }
        case .topic(let arn): subscribed(to: arn)
        case .table(let stream): mapped(from: stream)
        case .route(let key): apis(of: event).compactMap { $0.route(of: key)?.function.name }
        case .authorizer(let key): apis(of: event).flatMap { $0.authorizers(of: key) }
        case .rule(let arn): scheduled(arn)
        case .bus: targets { $0.pattern.map { EventMatch.isOne(of: $0, event.event) } ?? false }
        case .message: stack.functions.count == 1 ? stack.functions.map(\.name) : []
        case .client: []
        }
    }

    /// By the queue's name alone where accounts or regions differ: a message from AWS is replayed here.
    private func mapped(from source: String) -> [String] {
        let name = source.split(separator: ":").last.map(String.init) ?? source
        return stack.mappings.filter { $0.source == source || $0.source.hasSuffix(":\(name)") }.map(\.function.name)
    }

    private func notifications(of bucket: String, _ event: ReplayEvent) -> [Bucket.Notification] {
        stack.buckets.filter { $0.name == bucket }.flatMap { $0.notifications.filter { $0.tells(of: event.event) } }
    }

    private func subscribed(to topic: String) -> [String] {
        subscriptions(to: topic).flatMap { one in
            one.networkProtocol == "lambda" ? [FunctionReference(one.endpoint).name] : mapped(from: one.endpoint)
        }
    }

    private func subscriptions(to topic: String) -> [Subscription] {
        let name = topic.split(separator: ":").last.map(String.init) ?? topic
        return stack.subscriptions.filter { $0.topic == topic || $0.topic.hasSuffix(":\(name)") }
    }

    private func targets(_ isMeant: (Rule) -> Bool) -> [String] {
        stack.rules.filter(isMeant).flatMap(\.targets).flatMap { called(by: $0.arn) }
    }

    /// The API that an event names; any where the template has none by that name, for the event may be from elsewhere.
    private func apis(of event: ReplayEvent) -> [HTTPAPI] {
        let named = stack.apis.filter { $0.apiID == event.event["requestContext"]?["apiId"]?.string }
        return named.isEmpty ? stack.apis : named
    }

    /// Whom a rule or a schedule calls by the clock; nil is any of them.
    private func scheduled(_ arn: String?) -> [String] {
        targets { $0.schedule != nil && $0.arn.isNamed(by: arn) }
            + stack.schedules.filter { $0.arn.isNamed(by: arn) }.flatMap { called(by: $0.target.arn) }
    }

    /// The functions that are called by the clock, as the template names them.
    private var clocked: [String] { Set(scheduled(nil).map { stack.function($0)?.id ?? $0 }).sorted() }

    private func called(by arn: String) -> [String] {
        if ARN(arn)?.service == "lambda" { return [FunctionReference(arn).name] }
        return ARN(arn)?.service == "sqs" ? mapped(from: arn) : []
    }
}

/// Why nobody knows for whom an event is.
enum TargetFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// `clocked` are the functions that rules and schedules call by the clock.
    case nobody(ReplayEvent.Origin, line: Int, known: [String], clocked: [String])
    case several(String, [String], line: Int)

    var description: String {
        switch self {
        case .nobody(let origin, let line, let known, let clocked):
            "line \(line): no function of the template gets \(origin.words): --function NAME says which is meant"
                + (known.isEmpty ? "" : "; there are \(known.sorted().joined(separator: ", "))")
                + (clocked.isEmpty ? "" : origin.hint(of: clocked))
        case .several(let what, let names, let line):
            "line \(line): more than one function gets \(what): --function NAME says which of "
                + "\(names.joined(separator: ", ")) is meant"
        }
    }
}

extension ReplayEvent.Origin {
    var words: String {
        switch self {
        case .queue(let arn): "messages of \(arn.printable)"
        case .bucket(let name): "events of the bucket \(name.printable)"
        case .topic(let arn): "notifications of \(arn.printable)"
        case .table(let stream): "the stream \(stream.printable)"
        case .route(let key): "requests of \(key.printable)"
        case .authorizer(let key): "what an authorizer of \(key.printable) is asked"
        case .rule(let arn): "events of the schedule \((arn ?? "").printable)"
        case .bus(let source, let type): "events '\(type.printable)' of \(source.printable)"
        case .message: "a message that names no queue"
        case .client: "requests of a client"
        }
    }

    /// What may have been meant where it could be something that a schedule sends.
    fileprivate func hint(of clocked: [String]) -> String {
        let names = clocked.joined(separator: ", ")
        switch self {
        case .rule: return "; schedules call \(names)"
        case .message: return "; schedules call \(names): what one sends of its own, invoke hands over as it is"
        case .queue, .bucket, .topic, .table, .route, .authorizer, .bus, .client: return ""
        }
    }
}

extension ReplayEvent {
    /// What lies in a queue that was told of it: what S3 says as it is, a topic's notification as SNS wraps it.
    fileprivate var announced: String {
        let told = event["Records"]?[0]?["Sns"] ?? event
        return String(decoding: told.bytes(), as: UTF8.self)
    }
}

extension String {
    /// Whether an event that names a rule or a schedule means this one; accounts and regions may differ.
    fileprivate func isNamed(by given: String?) -> Bool {
        guard let given else { return true }
        guard let own = ARN(self), let other = ARN(given) else { return self == given }
        return own.service == other.service && own.resource == other.resource
    }
}

extension HTTPAPI {
    /// The functions that are asked whether a request of `GET /docs/17` may pass.
    ///
    /// Of a route that the API does not have nobody is asked; then any of its authorizers is meant.
    fileprivate func authorizers(of key: String) -> [String] {
        let route = route(of: key)
        return authorizers.filter { route == nil || $0.name == route?.authorizer }.compactMap {
            if case .function(let function, _, _) = $0.kind { function.name } else { nil }
        }
    }

    /// The route that takes a request of `GET /docs/17`: by its own key, then the one that says most of the path.
    fileprivate func route(of key: String) -> Route? {
        if let named = routes.first(where: { $0.key == key }) { return named }
        let covering = routes.filter { $0.covers(key) }
        return covering.max { ($0.literalParts, $0.methods) < ($1.literalParts, $1.methods) }
            ?? routes.first { $0.key == "$default" }
    }
}

extension HTTPAPI.Route {
    /// One that names its method comes before one that takes all.
    fileprivate var methods: Int { method == nil ? 0 : 1 }

    /// How much of a path it names word by word; a greedy variable says least.
    fileprivate var literalParts: Int {
        let parts = path.split(separator: "/")
        return 2 * parts.filter { !$0.hasPrefix("{") }.count + (path.hasSuffix("+}") ? 0 : 1)
    }

    /// Whether this route takes a request of that method and path: `GET /docs/17` is one of `GET /docs/{id}`.
    fileprivate func covers(_ key: String) -> Bool {
        let words = key.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2, method == nil || method == words[0] else { return false }
        let (wanted, given) = (path.split(separator: "/"), words[1].split(separator: "/"))
        for (index, part) in wanted.enumerated() {
            if part.hasSuffix("+}") { return given.count > index }
            guard index < given.count, part.hasPrefix("{") || part == given[index] else { return false }
        }
        return wanted.count == given.count
    }
}

extension Bucket.Notification {
    /// Whether it tells of what happened to the object: by the event's name and the ends of its key.
    fileprivate func tells(of event: JSONValue) -> Bool {
        let record = event["Records"]?[0]
        guard let name = record?["eventName"]?.string else { return true }
        let key = record.flatMap { NamedObject.key(inRecord: $0) } ?? ""
        let isOfGroup = self.event.hasSuffix(":*") && "s3:\(name)".hasPrefix(self.event.dropLast())
        return (self.event == "s3:\(name)" || isOfGroup) && key.hasPrefix(prefix ?? "") && key.hasSuffix(suffix ?? "")
    }
}
