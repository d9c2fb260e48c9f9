import JSON

/// One event to replay: what a function receives, and what it came from.
struct ReplayEvent: Sendable, Equatable {
    /// What an event came from, by which the template tells whose it is.
    enum Origin: Sendable, Equatable {
        case queue(arn: String)
        case bucket(name: String)
        case topic(arn: String)
        case table(streamARN: String)
        case route(key: String)
        /// What an HTTP API asks its authorizer about a request of the route.
        case authorizer(route: String)
        /// A rule or a schedule that goes by the clock.
        case rule(arn: String?)
        /// An event of a bus, with what rules match by.
        case bus(source: String, detailType: String)
        /// A message of a queue that it does not name: whoever replays it says for which function.
        case message
        /// No event but a request of somebody outside, made in its turn.
        case client
    }

    let origin: Origin
    let event: JSONValue
    /// The first line of the input that it stands in.
    let line: Int

    init(_ origin: Origin, _ event: JSONValue, line: Int = 1) {
        self.origin = origin
        self.event = event
        self.line = line
    }

    /// Method and path of the request of an HTTP API that it tells of; nil where it tells of none.
    var request: (method: String, target: String)? {
        let key: String
        switch origin {
        case .route(let route), .authorizer(let route): key = route
        case .queue, .bucket, .topic, .table, .rule, .bus, .message, .client: return nil
        }
        let http = event["requestContext"]?["http"]
        let words = key.split(separator: " ").map(String.init)
        return (
            method: http?["method"]?.string ?? words.first ?? "",
            target: event["rawPath"]?.string ?? http?["path"]?.string ?? words.last ?? ""
        )
    }
}

/// Why an input cannot be replayed.
enum ReplayInputFault: Error, Sendable, Equatable {
    case empty
    case notJSON(line: Int, column: Int, reason: String)
    case unknownSource(String, line: Int)
    case mixedSources(line: Int)
    case wrong(what: String, wanted: String, line: Int)
}

extension ReplayInputFault: CustomStringConvertible {
    var description: String {
        switch self {
        case .empty: "there is nothing in it"
        case .notJSON(let line, let column, let reason): "line \(line), column \(column): \(reason)"
        case .unknownSource(let source, let line):
            "line \(line): events of '\(source.printable)' are not replayed; those of s3, sqs, sns, dynamodb, "
                + "HTTP APIs, EventBridge and schedules are"
        case .mixedSources(let line): "line \(line): the records come from more than one source"
        case .wrong(let what, let wanted, let line): "line \(line): \(what) \(wanted)"
        }
    }
}
