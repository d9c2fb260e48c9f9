import JSON
import Template
import Time

/// What a template says of buses, rules and schedules, as far as it is done here.
struct DeclaredRules: Sendable {
    private(set) var buses: [String] = []
    private(set) var rules: [EventRule] = []
    private(set) var schedules: [TimedCall] = []
    /// What is left out, and why.
    private(set) var shortcomings: [Shortcoming] = []

    /// Throws where AWS would refuse to deploy it.
    init(_ stack: Stack?, in place: CloudPlace) throws(ServiceFault) {
        guard let stack else { return }
        buses = stack.eventBuses.map(\.name)
        for rule in stack.rules { rules.append(try read(rule, in: place)) }
        for one in stack.schedules {
            let call = try orLeaveOut(one.id) { () throws(ServiceFault) in
                guard let arn = ARN(one.arn) else { throw .target(one.arn, "Provided Arn is not in correct format.") }
                let zone = try ZoneRules(named: one.timezone)
                let timetable = Timetable(
                    expression: try ScheduleExpression(one.expression, .scheduler, zone: zone),
                    start: try Self.date(one.start),
                    end: try Self.date(one.end)
                )
                let target = try EventTarget(try TargetDocument(one.target))
                // What a bus is to be told stands in parameters of its own.
                if target.arn.service == "events" { throw .notEmulated("A schedule that calls \(target.arn)") }
                return TimedCall(
                    name: one.name,
                    arn: arn,
                    timetable: timetable,
                    isEnabled: one.isEnabled,
                    target: target
                )
            }
            if let call { schedules.append(call) }
        }
    }

    private mutating func read(_ rule: Rule, in place: CloudPlace) throws(ServiceFault) -> EventRule {
        let bus = Bus.name(in: rule.bus)
        let terms = RuleTerms(
            pattern: rule.pattern.map { String(decoding: $0.bytes(), as: UTF8.self) },
            schedule: rule.schedule,
            isEnabled: rule.isEnabled
        )
        var read = try EventRule(EventRule.name(rule.name, on: bus, in: place), bus: bus, terms)
        for target in rule.targets {
            let known = try orLeaveOut(rule.id) { () throws(ServiceFault) in
                try EventTarget(try TargetDocument(target))
            }
            if let known { read.put(known) }
        }
        read.isDeclared = true
        return read
    }

    /// Nil for what is not emulated, which is noted.
    private mutating func orLeaveOut<Thing>(
        _ id: String,
        _ read: () throws(ServiceFault) -> Thing
    ) throws(ServiceFault) -> Thing? {
        do throws(ServiceFault) {
            return try read()
        } catch {
            guard error.status == 501 else { throw error }
            shortcomings.append(Shortcoming(id, error.message))
            return nil
        }
    }

    private static func date(_ text: String?) throws(ServiceFault) -> Instant? {
        guard let text else { return nil }
        guard let date = Instant(rfc3339: text) else {
            throw ServiceFault("ValidationException", "'\(text)' is no date of a schedule.")
        }
        return date
    }
}
