import JSON
import Time

extension Buses: Recipient {
    /// Takes what functions and buckets tell a bus: an entry as PutEvents takes it.
    package func take(_ delivery: Delivery) async throws(ServiceFault) {
        let entry: EventEntry
        do {
            entry = try JSONCodec.decode(EventEntry.self, from: Array(delivery.body.utf8))
        } catch {
            throw ServiceFault("SerializationException", "A delivery to a bus is no entry: \(error).")
        }
        let bus = Bus.name(in: delivery.target.description)
        guard buses[bus]?.arn == delivery.target else { throw .noBus(bus) }
        let event = try entry.event(id: ground.newID(), in: ground.place, at: ground.clock.now)
        try await publish(event, on: bus)
    }
}

extension Buses {
    /// Hands an event to the targets of all rules that it matches, each of which has been tried when this returns.
    ///
    /// Throws only where the local cloud has nobody who could take it at all.
    func publish(_ event: BusEvent, on name: String) async throws(ServiceFault) {
        guard let bus = buses[name] else { return }
        let json = event.json
        let rules = bus.rules.values.filter { $0.isEnabled && $0.pattern?.matches(json) == true }
        for rule in rules.sorted(by: { $0.name.name < $1.name.name }) { try await send(event, of: rule) }
    }

    func send(_ event: BusEvent, of rule: EventRule) async throws(ServiceFault) {
        var missing: ServiceFault?
        for target in rule.targets {
            do throws(ServiceFault) {
                if target.arn.service == "events" {
                    try await forward(event, to: target, of: rule.name)
                } else {
                    try await send(event, body: target.body(for: event, of: rule.name), to: target, of: rule.name)
                }
            } catch {
                missing = error
            }
        }
        if let missing { throw missing }
    }

    func send(_ event: BusEvent, body: String, to target: EventTarget, of rule: RuleName) async throws(ServiceFault) {
        let now = ground.clock.now
        try await attempt(TargetCall(event, body: body, to: target, of: rule, id: ground.newID(), at: now))
    }

    /// To another bus, which sends it on to no third.
    private func forward(_ event: BusEvent, to target: EventTarget, of rule: RuleName) async throws(ServiceFault) {
        let name = Bus.name(in: target.arn.description)
        guard buses[name]?.arn == target.arn else {
            let now = ground.clock.now
            let call = TargetCall(event, body: "", to: target, of: rule, id: ground.newID(), at: now)
            return try await conclude(call, .refused, after: .noBus(name))
        }
        guard !event.isForwarded else { return }
        var event = event
        event.isForwarded = true
        try await publish(event, on: name)
    }

    /// Tries it; where the target cannot take it just now, `run` goes on with it.
    private func attempt(_ call: TargetCall) async throws(ServiceFault) {
        guard let delivery = call.delivery else { return }
        do throws(ServiceFault) {
            try await ground.deliveries.send(delivery)
        } catch {
            var call = call
            switch call.take(error, at: ground.clock.now) {
            case .again:
                ledger.put(call, at: call.id, on: BusShelf.calls)
                try await keep()
                waitingCalls += 1
                wait.yield(call)
            case .end(let end): try await conclude(call, end, after: error)
            }
        }
    }

    /// Tries again what has failed before.
    ///
    /// Where the cloud ends meanwhile, the journal has it.
    func carryOut(_ call: TargetCall) async {
        var call = call
        while true {
            do {
                try await ground.clock.sleep(for: call.rest)
            } catch {
                return
            }
            guard let delivery = call.delivery else { return forget(call) }
            do throws(ServiceFault) {
                try await ground.deliveries.send(delivery)
                return forget(call)
            } catch {
                guard case .end(let end) = call.take(error, at: ground.clock.now) else { continue }
                await concludeAlone(call, end, after: error)
                return forget(call)
            }
        }
    }

    private func concludeAlone(_ call: TargetCall, _ end: TargetCall.End, after fault: ServiceFault) async {
        do throws(ServiceFault) {
            try await conclude(call, end, after: fault)
        } catch {
            dropped += 1
        }
    }

    private func forget(_ call: TargetCall) {
        waitingCalls -= 1
        ledger.remove(call.id, from: BusShelf.calls)
        ledger.commit()
    }

    /// What can never arrive goes to the target's dead-letter queue, or is lost as it is in AWS.
    private func conclude(
        _ call: TargetCall,
        _ end: TargetCall.End,
        after fault: ServiceFault
    ) async throws(ServiceFault) {
        if let letter = call.deadLetter(end, after: fault) {
            try await ground.deliveries.send(letter)
        } else {
            dropped += 1
        }
        if fault.status == 501 { throw fault }
    }
}
