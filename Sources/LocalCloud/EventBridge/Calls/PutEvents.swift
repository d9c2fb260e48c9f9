import JSON
import Time

struct PutEvents: JSONCall {
    let Entries: [EventEntry]
    let EndpointId: String?

    struct Answer: Encodable, Sendable {
        let FailedEntryCount: Int
        let Entries: [Entry]
    }

    struct Entry: Encodable, Sendable {
        var EventId: String?
        var ErrorCode: String?
        var ErrorMessage: String?
    }

    /// In one request, and of all its entries together.
    private static let mostEntries = 10
    private static let mostBytes = 262_144

    func perform(in buses: isolated Buses, for request: CloudRequest) async throws(ServiceFault) -> Answer {
        if EndpointId != nil { throw .notEmulated("PutEvents with EndpointId") }
        guard (1...Self.mostEntries).contains(Entries.count) else {
            throw ServiceFault(
                "ValidationException",
                "1 validation error detected: Value '[PutEventsRequestEntry]' at 'entries' failed to satisfy "
                    + "constraint: Member must have length \(Entries.isEmpty ? "greater" : "less") than or equal to "
                    + "\(Entries.isEmpty ? 1 : Self.mostEntries)"
            )
        }
        guard Entries.reduce(0, { $0 + $1.size }) <= Self.mostBytes else {
            throw ServiceFault("ValidationException", "Total size of the entries in the request is over the limit.")
        }
        let names = Entries.map { Bus.name(in: $0.EventBusName ?? Bus.defaultName) }
        for name in Set(names).sorted() {
            let arn = buses.ground.place.arn("events", "event-bus/\(name)")
            try buses.ground.allow("events:PutEvents", on: arn, to: request.caller)
        }
        var results: [Entry] = []
        for (entry, name) in zip(Entries, names) { results.append(try await put(entry, on: name, in: buses)) }
        return Answer(FailedEntryCount: results.count { $0.ErrorCode != nil }, Entries: results)
    }

    /// One that cannot be taken says so, and holds up none of the others.
    private func put(_ entry: EventEntry, on name: String, in buses: isolated Buses) async throws(ServiceFault) -> Entry
    {
        if let fault = entry.callersFault { return Entry(ErrorCode: fault.code, ErrorMessage: fault.message) }
        guard buses.buses[name] != nil else {
            return Entry(ErrorCode: "InvalidArgument", ErrorMessage: "Event bus \(name) does not exist.")
        }
        let event: BusEvent
        do throws(ServiceFault) {
            event = try entry.event(id: buses.ground.newID(), in: buses.ground.place, at: buses.ground.clock.now)
        } catch {
            return Entry(ErrorCode: error.code, ErrorMessage: error.message)
        }
        try await buses.publish(event, on: name)
        return Entry(EventId: event.id)
    }
}

/// An event as it is put: its detail is JSON in a text.
struct EventEntry: Codable, Sendable {
    var Time: Double?
    var Source: String?
    var Resources: [String]?
    var DetailType: String?
    var Detail: String?
    var EventBusName: String?
    var TraceHeader: String?

    /// As EventBridge counts it.
    var size: Int {
        let texts = [Source, DetailType, Detail].compactMap { $0?.utf8.count } + (Resources ?? []).map(\.utf8.count)
        return (Time == nil ? 0 : 14) + texts.reduce(0, +)
    }

    /// What AWS's own services may say and nobody else.
    var callersFault: ServiceFault? {
        guard Source?.hasPrefix("aws.") == true else { return nil }
        return ServiceFault("NotAuthorizedForSourceException", "Not authorized for the source.")
    }

    func event(id: String, in place: CloudPlace, at now: Instant) throws(ServiceFault) -> BusEvent {
        let fields = [("Source", Source), ("DetailType", DetailType), ("Detail", Detail)]
        for (name, value) in fields where value?.isEmpty ?? true {
            throw ServiceFault(
                "InvalidArgument",
                "Parameter \(name) is not valid. Reason: \(name) is a required argument."
            )
        }
        let detail: JSONValue
        do {
            detail = try JSONValue(parsing: Array((Detail ?? "").utf8))
        } catch {
            throw ServiceFault("MalformedDetail", "Detail is malformed.")
        }
        guard detail.object != nil else { throw ServiceFault("MalformedDetail", "Detail is malformed.") }
        return BusEvent(
            id: id,
            detailType: DetailType ?? "",
            source: Source ?? "",
            place: place,
            time: Time.flatMap(Instant.init(epochSeconds:)) ?? now,
            resources: Resources ?? [],
            detail: detail,
            arrived: now
        )
    }
}

extension Instant {
    /// As JSON protocols write times; nil where it is none.
    init?(epochSeconds seconds: Double) {
        guard let milliseconds = Int64(exactly: (seconds * 1_000).rounded()) else { return nil }
        self.init(millisecondsSinceEpoch: milliseconds)
    }

    var epochSeconds: Double { Double(millisecondsSinceEpoch) / 1_000 }
}
