import JSON

struct ListEventBuses: JSONCall {
    let NamePrefix: String?
    let Limit: Int?
    let NextToken: String?

    struct Answer: Encodable, Sendable {
        struct Entry: Encodable, Sendable {
            let Name: String
            let Arn: String
        }

        let EventBuses: [Entry]
        let NextToken: String?
    }

    func perform(in buses: isolated Buses, for request: CloudRequest) async throws(ServiceFault) -> Answer {
        let all = buses.ground.place.arn("events", "event-bus/*")
        try buses.ground.allow("events:ListEventBuses", on: all, to: request.caller)
        let named = buses.buses.values.filter { $0.name.hasPrefix(NamePrefix ?? "") }
        let page = try NamedPage(named, by: \.name, after: NextToken, limit: Limit)
        let shown = page.items.map { Answer.Entry(Name: $0.name, Arn: $0.arn.description) }
        return Answer(EventBuses: shown, NextToken: page.nextToken)
    }
}

struct TestEventPattern: JSONCall {
    let EventPattern: String
    let Event: String

    struct Answer: Encodable, Sendable {
        let Result: Bool
    }

    func perform(in buses: isolated Buses, for request: CloudRequest) async throws(ServiceFault) -> Answer {
        let all = buses.ground.place.arn("events", "*")
        try buses.ground.allow("events:TestEventPattern", on: all, to: request.caller)
        let pattern: LocalCloud.EventPattern
        do throws(PatternFault) {
            pattern = try LocalCloud.EventPattern(text: EventPattern)
        } catch {
            throw .pattern(error)
        }
        let event: JSONValue
        do {
            event = try JSONValue(parsing: Array(Event.utf8))
        } catch {
            throw ServiceFault("ValidationException", "Parameter Event is not valid. Reason: \(error)")
        }
        let needed = ["id", "account", "source", "time", "region", "resources", "detail-type"]
        for name in needed where event[name] == nil {
            throw ServiceFault("ValidationException", "Parameter Event is not valid. Reason: \(name) is missing.")
        }
        return Answer(Result: pattern.matches(event))
    }
}

/// A page of things that are told by their names.
struct NamedPage<Item> {
    let items: [Item]
    let nextToken: String?

    /// What EventBridge shows at a time.
    private static var longest: Int { 100 }

    init(
        _ all: some Sequence<Item>,
        by name: KeyPath<Item, String>,
        after token: String?,
        limit: Int?
    ) throws(ServiceFault) {
        let limit = limit ?? Self.longest
        guard (1...Self.longest).contains(limit) else {
            throw ServiceFault("ValidationException", "Limit must be between 1 and \(Self.longest).")
        }
        let sorted = all.sorted { $0[keyPath: name] < $1[keyPath: name] }
        let rest = token.map { token in sorted.filter { $0[keyPath: name] > token } } ?? sorted
        items = Array(rest.prefix(limit))
        nextToken = items.count < rest.count ? items.last.map { $0[keyPath: name] } : nil
    }
}
