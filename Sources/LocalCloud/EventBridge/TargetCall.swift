import JSON
import Time

/// One event on its way to one target, with what has become of it so far.
struct TargetCall: Codable, Sendable {
    let id: String
    let target: String
    /// The rule or the schedule.
    let source: String
    let body: String
    /// The event as it came, which is what a dead-letter queue gets.
    let event: String
    let group: String?
    let deadLetterTarget: String?
    let mostRetries: Int
    /// Until when it is tried.
    let deadline: Instant
    private(set) var retries = 0

    /// Why it is not tried again, in the words of the message that tells it.
    enum End: Sendable, Equatable {
        case refused
        case retriesExhausted
        case tooOld

        fileprivate var condition: String? {
            switch self {
            case .refused: nil
            case .retriesExhausted: "MaximumRetryAttempts"
            case .tooOld: "MaximumEventAgeInSeconds"
            }
        }
    }

    enum Course: Sendable, Equatable {
        case again
        case end(End)
    }

    init(_ event: BusEvent, body: String, to target: EventTarget, of rule: RuleName, id: String, at now: Instant) {
        self.id = id
        self.target = target.arn.description
        self.source = rule.arn.description
        self.body = body
        self.event = String(decoding: event.json.bytes(), as: UTF8.self)
        group = target.document.SqsParameters?.MessageGroupId
        deadLetterTarget = target.deadLetterTarget?.description
        mostRetries = target.retries.mostRetries
        deadline = now + target.retries.greatestAge
    }

    var delivery: Delivery? {
        guard let target = ARN(target), let source = ARN(source) else { return nil }
        return Delivery(to: target, from: source, body: body, groupID: group)
    }

    /// What follows a failure: what is not there at all is not tried again.
    mutating func take(_ fault: ServiceFault, at now: Instant) -> Course {
        guard fault.status == 429 || (fault.status >= 500 && fault.status != 501) else { return .end(.refused) }
        guard retries < mostRetries else { return .end(.retriesExhausted) }
        guard now + rest < deadline else { return .end(.tooOld) }
        retries += 1
        return .again
    }

    /// How long to wait before the next attempt: from a second to a minute.
    var rest: Duration { .seconds(min(1 << min(retries, 6), 60)) }

    /// To the dead-letter queue, where there is one.
    func deadLetter(_ end: End, after fault: ServiceFault) -> Delivery? {
        guard let queue = deadLetterTarget.flatMap({ ARN($0) }), let source = ARN(source) else { return nil }
        var texts = [
            source.service == "scheduler" ? "SCHEDULE_ARN" : "RULE_ARN": self.source,
            "TARGET_ARN": target,
            "ERROR_CODE": fault.queryCode ?? fault.code,
            "ERROR_MESSAGE": fault.message,
        ]
        texts["EXHAUSTED_RETRY_CONDITION"] = end.condition
        var attributes = texts.mapValues { DeliveryAttribute(type: "String", value: .text($0)) }
        attributes["RETRY_ATTEMPTS"] = DeliveryAttribute(type: "Number", value: .text("\(retries)"))
        return Delivery(to: queue, from: source, body: event, attributes: attributes)
    }
}
