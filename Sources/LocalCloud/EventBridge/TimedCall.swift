import JSON
import Time

/// A schedule of EventBridge Scheduler: one target, called when it is time.
struct TimedCall: Sendable {
    let name: String
    let arn: ARN
    let timetable: Timetable
    let isEnabled: Bool
    let target: EventTarget

    /// The event of an execution; Scheduler writes its detail as a text.
    func event(id: String, due: Instant, now: Instant, in place: CloudPlace) -> BusEvent {
        BusEvent(
            id: id,
            detailType: "Scheduled Event",
            source: "aws.scheduler",
            place: place,
            time: due,
            resources: [arn.description],
            detail: "{}",
            arrived: now
        )
    }

    /// What the target is sent: its own input, in which Scheduler fills in what it knows, or the event.
    func body(for event: BusEvent) -> String {
        guard case .text(var text) = target.input else { return target.body(for: event, of: ruleName) }
        let known = [
            ("schedule-arn", arn.description), ("scheduled-time", event.time.wholeSeconds),
            ("execution-id", event.id), ("attempt-number", "1"),
        ]
        for (word, value) in known { text = text.replaced("<aws.scheduler.\(word)>", by: value) }
        return text
    }

    var ruleName: RuleName { RuleName(name: name, arn: arn) }
}

/// When a schedule of Scheduler is due: between two instants, where they are given.
struct Timetable: Sendable {
    let expression: ScheduleExpression
    var start: Instant?
    var end: Instant?

    /// When it is due first; a rate without a start begins at once.
    func first(at now: Instant) -> Instant? {
        guard expression.period != nil else {
            return next(after: expression.isOnce ? now : max(now, start?.before ?? now))
        }
        guard let start, start < now else { return bounded(start ?? now) }
        return next(after: start, notBefore: now)
    }

    /// When it is due again; what was missed meanwhile stays missed.
    func next(after due: Instant, notBefore now: Instant = .distantPast) -> Instant? {
        guard let period = expression.period else { return bounded(expression.next(after: max(due, now))) }
        let missed = now <= due ? 0 : (now - due).attoseconds / period.attoseconds
        return bounded(due + period * Int(clamping: missed + 1))
    }

    private func bounded(_ due: Instant?) -> Instant? {
        // What is done once is done whatever the ends are.
        guard let due, expression.isOnce || end.map({ due <= $0 }) ?? true else { return nil }
        return due
    }
}

extension Instant {
    fileprivate var before: Instant { self - .nanoseconds(1) }
}

extension String {
    /// With another text in place of each of these.
    fileprivate func replaced(_ word: String, by other: String) -> String {
        let (bytes, word) = (Array(utf8), Array(word.utf8))
        var filled: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes[place...].starts(with: word) {
                filled += Array(other.utf8)
                place += word.count
            } else {
                filled.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: filled, as: UTF8.self)
    }
}
