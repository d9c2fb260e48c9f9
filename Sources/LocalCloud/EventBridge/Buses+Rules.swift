import Time

/// How the calls find rules, and change them.
extension Buses {
    func bus(_ text: String?) throws(ServiceFault) -> Bus {
        let name = Bus.name(in: text ?? Bus.defaultName)
        guard let bus = buses[name] else { throw .noBus(name) }
        return bus
    }

    /// Where a rule is or would be, once the caller may do this to it.
    func place(
        of name: String,
        on bus: String?,
        _ action: String,
        for request: CloudRequest
    ) throws(ServiceFault) -> (bus: String, rule: RuleName) {
        let bus = try self.bus(bus).name
        let rule = EventRule.name(name, on: bus, in: ground.place)
        try ground.allow("events:\(action)", on: rule.arn, to: request.caller)
        return (bus, rule)
    }

    func rule(
        _ name: String,
        on bus: String?,
        _ action: String,
        for request: CloudRequest
    ) throws(ServiceFault) -> EventRule {
        let place = try place(of: name, on: bus, action, for: request)
        guard let rule = buses[place.bus]?.rules[name] else { throw .noRule(name, on: place.bus) }
        return rule
    }

    func turn(_ name: String, on bus: String?, isOn: Bool, for request: CloudRequest) async throws(ServiceFault) {
        var rule = try rule(name, on: bus, isOn ? "EnableRule" : "DisableRule", for: request)
        guard rule.isEnabled != isOn else { return }
        rule.isEnabled = isOn
        try await change(rule, isNew: true)
    }

    /// Takes a rule as it now is; one that is new, or on again, counts its rate from now.
    ///
    /// What the template says of a rule it says again at the next start, so nothing of that is kept.
    func change(_ rule: EventRule, isNew: Bool = false) async throws(ServiceFault) {
        buses[rule.bus]?.rules[rule.name.name] = rule
        if isNew, rule.bus == Bus.defaultName {
            dues[.rule(rule.name.name)] = rule.due(after: ground.clock.now)
            bell.ring()
        }
        if !rule.isDeclared { ledger.put(rule.row, at: Self.key(of: rule), on: BusShelf.rules) }
        try await keep()
    }

    func remove(_ rule: EventRule) async throws(ServiceFault) {
        buses[rule.bus]?.rules[rule.name.name] = nil
        if rule.bus == Bus.defaultName { dues[.rule(rule.name.name)] = nil }
        ledger.remove(Self.key(of: rule), from: BusShelf.rules)
        try await keep()
    }

    private static func key(of rule: EventRule) -> String { "\(rule.bus)/\(rule.name.name)" }
}
