import JSON
import Time

extension Functions {
    /// Takes an event that nobody waits for; it is safe when this returns.
    func enqueue(_ payload: [UInt8], for reference: FunctionReference, id: String) async throws(ServiceFault) {
        let event = AsynchronousEvent(id: id, for: reference, payload: payload, accepted: ground.clock.now)
        if ground.journal.isKept {
            ground.journal.append([.put(try event.row(), shelf: AsynchronousEvent.shelf)])
        }
        if ground.witness.isLooking {
            ground.witness.saw(.event(id: id, function: reference.name, cause: Causation.invocation))
        }
        pending += 1
        arrival.yield(event)
        try await ground.journal.settle()
    }

    /// Tries an event until it succeeds, or has been tried or has waited long enough; then tells whoever is to know.
    func carryOut(_ event: AsynchronousEvent) async {
        guard let function = functions[event.function] else { return forget(event) }
        let settings = function.configuration.asynchronous
        var course = AsynchronousCourse(event, settings)
        while true {
            if let end = course.end(at: ground.clock.now, function.configuration) {
                return await conclude(event, course, end, function)
            }
            let rest: Duration
            do {
                let call = FunctionCall(requestID: event.id, payload: event.bytes)
                let finished = try await run(call, of: event.reference)
                // Where the cloud ends under an event, that is no failure of the function's: the journal has the event.
                if Task.isCancelled, !finished.run.outcome.isSuccess { return }
                rest = course.take(finished)
            } catch {
                rest = course.takeThrottling()
            }
            if rest == .zero { continue }
            do {
                try await ground.clock.sleep(for: rest)
            } catch {
                return
            }
        }
    }

    private func conclude(
        _ event: AsynchronousEvent,
        _ course: AsynchronousCourse,
        _ end: AsynchronousCourse.End,
        _ function: Function
    ) async {
        let arn = ground.place.arn("lambda", "function:\(event.function)")
        let settings = function.configuration.asynchronous
        let record = course.record(end, arn: "\(arn):\(event.qualifier ?? "$LATEST")", at: ground.clock.now)
        if let target = end == .success ? settings.onSuccess : settings.onFailure {
            await deliver(record.delivery(to: target, from: arn, end), function.log)
        }
        if end != .success, let target = settings.deadLetterTarget {
            await deliver(course.deadLetter(to: target, from: arn), function.log)
        }
        forget(event)
    }

    private func deliver(_ delivery: Delivery, _ log: FunctionLog) async {
        do throws(ServiceFault) {
            try await ground.deliveries.send(delivery)
        } catch {
            // As on Lambda, where a metric counts it: nobody is left to tell.
            log.write(Array("The delivery to \(delivery.target) failed: \(error.code): \(error.message)\n".utf8))
        }
    }

    private func forget(_ event: AsynchronousEvent) {
        pending -= 1
        if ground.journal.isKept {
            ground.journal.append([.remove(key: event.id, shelf: AsynchronousEvent.shelf)])
        }
    }
}
