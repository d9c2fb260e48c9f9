package import HTTP
import JSON
package import Template
import Time

/// EventBridge: the buses of the account with their rules, and what Scheduler calls at its time.
///
/// What is due by the clock, and what a target could not take at once, is done inside `run()`, which whoever owns the
/// cloud calls once and cancels at the end.
package actor Buses: CloudPart {
    package nonisolated let signingName = "events"
    nonisolated let ground: Ground
    let ledger: Ledger
    var buses: [String: Bus] = [:]
    var schedules: [String: TimedCall] = [:]
    /// When what is done by the clock is to be done next.
    var dues: [TimerName: Instant] = [:]
    /// Rung when the next due may have become an earlier one.
    nonisolated let bell = Doorbell()
    nonisolated let runsSchedules: Bool
    /// How many events nobody could take, and no dead-letter queue was there for: a metric in AWS.
    package internal(set) var dropped = 0
    /// How many calls are to be tried again: without any, and with the clock left out, nothing comes of itself.
    package internal(set) var waitingCalls = 0
    /// What the template asks of rules and schedules and this does not do.
    package nonisolated let shortcomings: [Shortcoming]
    nonisolated let waiting: AsyncStream<TargetCall>
    nonisolated let wait: AsyncStream<TargetCall>.Continuation

    private static let answers = JSONAnswers(version: "1.1", namespace: "")
    private static let calls = JSONCalls<Buses>(
        [
            PutEvents.self, TestEventPattern.self, ListEventBuses.self,
            PutRule.self, DeleteRule.self, DescribeRule.self, ListRules.self, EnableRule.self, DisableRule.self,
            PutTargets.self, RemoveTargets.self, ListTargetsByRule.self,
        ],
        answers: answers
    )

    /// The buses, rules and schedules of a template, and what the journal kept of an earlier life.
    ///
    /// Without `runsSchedules` nothing is done by the clock: `fire` does it when it is asked to.
    package init(_ ground: Ground, stack: Stack? = nil, runsSchedules: Bool = true) throws(ServiceFault) {
        self.ground = ground
        self.runsSchedules = runsSchedules
        ledger = Ledger(ground.journal)
        (waiting, wait) = AsyncStream.makeStream()
        let declared = try DeclaredRules(stack, in: ground.place)
        shortcomings = declared.shortcomings
        for name in [Bus.defaultName] + declared.buses {
            buses[name] = Bus(name: name, arn: ground.place.arn("events", "event-bus/\(name)"))
        }
        var rules = declared.rules
        for (_, row) in try Ledger.rows(of: BusShelf.rules, in: ground.journal, as: RuleRow.self) {
            rules.append(try EventRule(row, in: ground.place))
        }
        let now = ground.clock.now
        for rule in rules where buses[rule.bus]?.rules[rule.name.name] == nil {
            guard buses[rule.bus] != nil else {
                // A bus of an earlier template takes its rules along.
                if rule.isDeclared { throw .noBus(rule.bus) }
                continue
            }
            buses[rule.bus]?.rules[rule.name.name] = rule
            dues[.rule(rule.name.name)] = rule.due(after: now)
        }
        for call in declared.schedules {
            schedules[call.name] = call
            dues[.schedule(call.name)] = call.isEnabled ? call.timetable.first(at: now) : nil
        }
        for (_, call) in try Ledger.rows(of: BusShelf.calls, in: ground.journal, as: TargetCall.self) {
            waitingCalls += 1
            wait.yield(call)
        }
    }

    package func answer(_ request: CloudRequest) async throws(ServiceFault) -> WebAnswer {
        try await Self.calls.answer(request, in: self)
    }

    package nonisolated func answer(_ fault: ServiceFault, to request: WebRequest, id: String) -> WebAnswer {
        Self.answers.fault(fault, id: id)
    }

    /// Does what is done by the clock and what must be done again, until it is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            if runsSchedules { group.addTask { await self.keepTime() } }
            for await call in waiting { group.addTask { await self.carryOut(call) } }
        }
    }

    /// Ends a step that changed something: once this returns, nothing can undo it.
    func keep() async throws(ServiceFault) {
        guard ground.journal.isKept else { return }
        try ledger.takeFault()
        ledger.commit()
        try await ground.journal.settle()
    }
}

/// What is done by the clock.
enum TimerName: Hashable, Sendable {
    /// On the default bus: no other has rules that are.
    case rule(String)
    case schedule(String)

    var text: String {
        switch self {
        case .rule(let name): "rule/\(name)"
        case .schedule(let name): "schedule/\(name)"
        }
    }
}

enum BusShelf {
    static let rules = "events.rules"
    static let calls = "events.calls"
}

extension EventRule {
    /// When its schedule comes next; a rate counts from here.
    func due(after now: Instant) -> Instant? { isEnabled ? schedule?.next(after: now) : nil }

    fileprivate init(_ row: RuleRow, in place: CloudPlace) throws(ServiceFault) {
        try self.init(Self.name(row.name, on: row.bus, in: place), bus: row.bus, row.terms)
        for target in row.targets { put(try EventTarget(target)) }
    }
}

extension ServiceFault {
    static func noBus(_ name: String) -> ServiceFault {
        ServiceFault("ResourceNotFoundException", "Event bus \(name) does not exist.")
    }

    static func noRule(_ name: String, on bus: String) -> ServiceFault {
        ServiceFault("ResourceNotFoundException", "Rule \(name) does not exist on EventBus \(bus).")
    }
}
