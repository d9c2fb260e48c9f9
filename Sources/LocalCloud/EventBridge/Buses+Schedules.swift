import JSON
import Time

extension Buses {
    /// Does what is due, when it is due, until it is cancelled.
    func keepTime() async {
        while !Task.isCancelled {
            // Read before looking, so that a change between the look and the wait is not missed.
            let rings = bell.rings
            let now = ground.clock.now
            let due = dues.filter { $0.value <= now }.sorted { ($0.value, $0.key.text) < ($1.value, $1.key.text) }
            for (name, instant) in due {
                dues[name] = next(of: name, after: instant, at: now)
                do throws(ServiceFault) {
                    try await call(name, due: instant)
                } catch {
                    // Nobody waits for it; a target that is not there has been told of to its dead-letter queue.
                    dropped += 1
                }
            }
            if !due.isEmpty { continue }
            await bell.wait(past: rings, until: dues.values.min() ?? .distantFuture, by: ground.clock)
        }
    }

    /// Does now what a rule or a schedule does at its time; when it is due next does not change.
    package func fire(_ name: String) async throws(ServiceFault) {
        let timer = schedules[name] != nil ? TimerName.schedule(name) : TimerName.rule(name)
        try await call(timer, due: ground.clock.now)
    }

    /// Does what schedules do the moment that they are made, where the clock does not: a rate without a start begins at
    /// once.
    package func fireFirst() async {
        let now = ground.clock.now
        for (name, call) in schedules.sorted(by: { $0.key < $1.key }) where call.isEnabled {
            guard let first = call.timetable.first(at: now), first <= now else { continue }
            do throws(ServiceFault) {
                try await self.call(.schedule(name), due: first)
            } catch {
                // As when the clock does it: nobody waits for it.
                dropped += 1
            }
        }
    }

    /// What `fire` takes: the names of the rules and schedules that go by the clock, in their order.
    package var timers: [String] {
        let rules = buses[Bus.defaultName]?.rules.values.filter { $0.schedule != nil }.map(\.name.name) ?? []
        return (rules + schedules.keys).sorted()
    }

    private func next(of name: TimerName, after due: Instant, at now: Instant) -> Instant? {
        switch name {
        case .rule(let name):
            guard let rule = buses[Bus.defaultName]?.rules[name], rule.isEnabled, let schedule = rule.schedule else {
                return nil
            }
            return Timetable(expression: schedule).next(after: due, notBefore: now)
        case .schedule(let name): return schedules[name]?.timetable.next(after: due, notBefore: now)
        }
    }

    private func call(_ name: TimerName, due: Instant) async throws(ServiceFault) {
        let (id, now) = (ground.newID(), ground.clock.now)
        switch name {
        case .schedule(let name):
            guard let call = schedules[name] else { throw .noSchedule(name) }
            let event = call.event(id: id, due: due, now: now, in: ground.place)
            try await send(event, body: call.body(for: event), to: call.target, of: call.ruleName)
        case .rule(let name):
            guard let rule = buses[Bus.defaultName]?.rules[name], rule.schedule != nil else { throw .noSchedule(name) }
            let event = BusEvent(
                id: id,
                detailType: "Scheduled Event",
                source: "aws.events",
                place: ground.place,
                time: due,
                resources: [rule.name.arn.description],
                detail: [:],
                arrived: now
            )
            try await send(event, of: rule)
        }
    }
}

extension ServiceFault {
    fileprivate static func noSchedule(_ name: String) -> ServiceFault {
        ServiceFault("ResourceNotFoundException", "No rule or schedule '\(name)' goes by the clock.")
    }
}
