/// A rule of a bus: which events, or when, and who is told.
struct EventRule: Sendable {
    let name: RuleName
    let bus: String
    let terms: RuleTerms
    let pattern: EventPattern?
    let schedule: ScheduleExpression?
    var isEnabled: Bool
    /// In the order of their coming.
    var targets: [EventTarget] = []
    /// Whether the template has it, which says it again at each start.
    var isDeclared = false

    init(_ name: RuleName, bus: String, _ terms: RuleTerms) throws(ServiceFault) {
        (self.name, self.bus, self.terms) = (name, bus, terms)
        guard terms.pattern != nil || terms.schedule != nil else {
            throw ServiceFault(
                "ValidationException",
                "Parameter(s) EventPattern or ScheduleExpression must be specified."
            )
        }
        do throws(PatternFault) {
            pattern = try terms.pattern.map { text throws(PatternFault) in try EventPattern(text: text) }
        } catch {
            throw .pattern(error)
        }
        if terms.schedule != nil, bus != Bus.defaultName {
            throw ServiceFault(
                "ValidationException",
                "ScheduleExpression is supported only on the default event bus."
            )
        }
        schedule = try terms.schedule.map { text throws(ServiceFault) in try ScheduleExpression(text) }
        isEnabled = terms.isEnabled
    }

    /// `rule/nightly`, or `rule/orders/nightly` where the bus is not the default one.
    static func name(_ name: String, on bus: String, in place: CloudPlace) -> RuleName {
        let path = bus == Bus.defaultName ? name : "\(bus)/\(name)"
        return RuleName(name: name, arn: place.arn("events", "rule/\(path)"))
    }

    mutating func put(_ target: EventTarget) {
        if let place = targets.firstIndex(where: { $0.document.Id == target.document.Id }) {
            targets[place] = target
        } else {
            targets.append(target)
        }
    }

    /// As it is now, for the journal.
    var row: RuleRow {
        var terms = terms
        terms.isEnabled = isEnabled
        return RuleRow(name: name.name, bus: bus, terms: terms, targets: targets.map(\.document))
    }
}

/// What PutRule says of a rule.
struct RuleTerms: Codable, Sendable {
    var pattern: String?
    var schedule: String?
    var description: String?
    var isEnabled = true
}

struct RuleRow: Codable, Sendable {
    let name: String
    let bus: String
    let terms: RuleTerms
    let targets: [TargetDocument]
}

/// A bus and its rules.
struct Bus: Sendable {
    let name: String
    let arn: ARN
    var rules: [String: EventRule] = [:]

    static let defaultName = "default"
}

extension Bus {
    /// Of a name or an ARN.
    static func name(in text: String) -> String {
        guard let arn = ARN(text), arn.resource.hasPrefix("event-bus/") else { return text }
        return String(arn.resource.dropFirst("event-bus/".count))
    }
}

extension ServiceFault {
    static func pattern(_ fault: PatternFault) -> ServiceFault {
        ServiceFault("InvalidEventPatternException", "Event pattern is not valid. Reason: \(fault.reason)")
    }
}
