import JSON

/// Finds out what kind of event a value is, by the marks that AWS puts on each.
struct EventShape {
    private let value: JSONValue
    private let line: Int

    init(_ value: JSONValue, line: Int) {
        self.value = value
        self.line = line
    }

    func events() throws(ReplayInputFault) -> [ReplayEvent] {
        if let list = value.array {
            var events: [ReplayEvent] = []
            for element in list { events += try EventShape(element, line: line).events() }
            return events
        }
        if try ClientRequest(value, line: line) != nil { return [ReplayEvent(.client, value, line: line)] }
        if let records = value["Records"]?.array { return [try batch(of: records)] }
        if let messages = value["Messages"]?.array { return try received(messages) }
        if value["Type"]?.string == "Notification", value["TopicArn"]?.string != nil { return [wrapped()] }
        if value["MessageId"]?.string != nil || value["messageId"]?.string != nil { return try received([value]) }
        if let type = value["detail-type"]?.string { return [busEvent(type)] }
        if value["routeKey"]?.string != nil || value["requestContext"]?["http"] != nil { return [try request()] }
        if value["httpMethod"]?.string != nil {
            throw wrong("a request of payload format 1.0", "is not what this HTTP API sends: 2.0 is")
        }
        if value["Event"]?.string == "s3:TestEvent" { return [s3Test()] }
        // A body of our own, as it would lie in a queue.
        return [QueuedMessage(body: String(decoding: value.bytes(), as: UTF8.self)).event(line: line)]
    }

    /// Records of one source, as a function receives them; SNS writes its marks in capitals.
    private func batch(of records: [JSONValue]) throws(ReplayInputFault) -> ReplayEvent {
        guard let first = records.first else { throw wrong("Records", "is empty") }
        let origins = Set(records.map { $0["eventSource"]?.string ?? $0["EventSource"]?.string ?? "" })
        guard origins.count == 1, let source = origins.first else { throw .mixedSources(line: line) }
        switch source {
        case "aws:s3":
            guard let name = first["s3"]?["bucket"]?["name"]?.string else { throw missing("s3.bucket.name") }
            return ReplayEvent(.bucket(name: name), value, line: line)
        case "aws:sqs":
            guard let arn = first["eventSourceARN"]?.string else { throw missing("eventSourceARN") }
            return ReplayEvent(.queue(arn: arn), value, line: line)
        case "aws:sns":
            guard let arn = first["Sns"]?["TopicArn"]?.string else { throw missing("Sns.TopicArn") }
            return ReplayEvent(.topic(arn: arn), value, line: line)
        case "aws:dynamodb":
            guard let arn = first["eventSourceARN"]?.string else { throw missing("eventSourceARN") }
            return ReplayEvent(.table(streamARN: arn), value, line: line)
        case "": throw missing("eventSource")
        default: throw .unknownSource(source, line: line)
        }
    }

    private func received(_ messages: [JSONValue]) throws(ReplayInputFault) -> [ReplayEvent] {
        if messages.isEmpty { throw wrong("Messages", "is empty") }
        var events: [ReplayEvent] = []
        for message in messages {
            guard let message = QueuedMessage(message) else { throw missing("MessageId or Body") }
            events.append(message.event(line: line))
        }
        return events
    }

    /// A topic's envelope lies in a queue as the body of a message.
    private func wrapped() -> ReplayEvent {
        QueuedMessage(body: String(decoding: value.bytes(), as: UTF8.self)).event(line: line)
    }

    /// A bucket's greeting to a queue that has just been made its own.
    private func s3Test() -> ReplayEvent {
        ReplayEvent(.bucket(name: value["Bucket"]?.string ?? ""), value, line: line)
    }

    private func busEvent(_ type: String) -> ReplayEvent {
        let source = value["source"]?.string ?? ""
        guard ["aws.events", "aws.scheduler"].contains(source), type == "Scheduled Event" else {
            return ReplayEvent(.bus(source: source, detailType: type), value, line: line)
        }
        return ReplayEvent(.rule(arn: value["resources"]?[0]?.string), value, line: line)
    }

    private func request() throws(ReplayInputFault) -> ReplayEvent {
        let key = try routeKey()
        let isAsked = value["type"]?.string == "REQUEST"
        return ReplayEvent(isAsked ? .authorizer(route: key) : .route(key: key), value, line: line)
    }

    /// Of the route for all that comes what was asked for says more.
    private func routeKey() throws(ReplayInputFault) -> String {
        if let key = value["routeKey"]?.string, key != "$default" { return key }
        let http = value["requestContext"]?["http"]
        guard let method = http?["method"]?.string else { throw missing("requestContext.http.method") }
        guard let path = value["rawPath"]?.string ?? http?["path"]?.string else { throw missing("rawPath") }
        return "\(method) \(path)"
    }

    private func missing(_ what: String) -> ReplayInputFault { wrong(what, "is missing") }

    private func wrong(_ what: String, _ wanted: String) -> ReplayInputFault {
        .wrong(what: what, wanted: wanted, line: line)
    }
}
