import Processes
import Synchronization
import Time

/// A function in processes of its own, each of which answers one event at a time and stays for the next.
///
/// A time-out kills, memory is limited, and a crash ends nothing but the sandbox: the next event starts another.
package final class ProcessHost: FunctionHost {
    private let plan: SandboxPlan
    private let rest = Mutex(Rest())

    private struct Rest {
        var sandboxes: [Sandbox] = []
        /// Once it is, what comes back from its event is ended and not kept.
        var isOver = false
    }

    package init(_ plan: SandboxPlan) {
        self.plan = plan
    }

    package func run(_ event: FunctionEvent) async -> FunctionRun {
        while let sandbox = rest.withLock({ $0.sandboxes.popLast() }) {
            let begin = plan.clock.now
            event.log.start()
            if let run = await run(event, in: sandbox, since: begin, initDuration: nil) { return run }
        }
        return await runCold(event)
    }

    /// A start that fails is tried once more, within the event's own time, as Lambda does it.
    private func runCold(_ event: FunctionEvent) async -> FunctionRun {
        let start = plan.clock.now
        switch await Sandbox.start(plan, log: event.log, until: start + plan.longestInit) {
        case .success(let sandbox):
            event.log.start()
            let begin = plan.clock.now
            return await run(event, in: sandbox, since: begin, initDuration: begin - start)
                ?? FunctionRun(.crashed(.exited(status: 0)), duration: .zero, initDuration: begin - start)
        case .failure(let failure):
            event.log.initReport(plan.clock.now - start, phase: "init", failure.outcome)
        }
        event.log.start()
        let begin = plan.clock.now
        let deadline = begin + plan.function.timeout
        switch await Sandbox.start(plan, log: event.log, until: deadline) {
        case .success(let sandbox):
            return await run(event, in: sandbox, since: begin, initDuration: begin - start)
                ?? FunctionRun(.crashed(.exited(status: 0)), duration: plan.clock.now - begin)
        case .failure(let failure):
            let duration = plan.clock.now - begin
            event.log.initReport(duration, phase: "invoke", failure.outcome)
            return FunctionRun(failure.outcome, duration: duration, initDuration: begin - start)
        }
    }

    /// Nil where the sandbox had ended unseen.
    private func run(
        _ event: FunctionEvent,
        in sandbox: Sandbox,
        since begin: Instant,
        initDuration: Duration?
    ) async -> FunctionRun? {
        guard let (outcome, memory) = await sandbox.run(event, until: begin + plan.function.timeout) else {
            await sandbox.shutDown()
            return nil
        }
        let run = FunctionRun(
            outcome,
            duration: plan.clock.now - begin,
            initDuration: initDuration,
            memoryUsed: memory
        )
        if !sandbox.hasEnded { await keep(sandbox) }
        return run
    }

    private func keep(_ sandbox: Sandbox) async {
        let isKept = rest.withLock { rest in
            if !rest.isOver { rest.sandboxes.append(sandbox) }
            return !rest.isOver
        }
        if !isKept { await sandbox.shutDown() }
    }

    package func endIdle(_ rest: Duration) async {
        let before = plan.clock.now - rest
        await end { $0.hasRested(since: before) }
    }

    package func shutDown() async {
        rest.withLock { $0.isOver = true }
        await end { _ in true }
    }

    /// Those that run have their event to end first.
    private func end(_ isDue: @Sendable (Sandbox) -> Bool) async {
        let due = rest.withLock { rest in
            defer { rest.sandboxes.removeAll(where: isDue) }
            return rest.sandboxes.filter(isDue)
        }
        await withTaskGroup { group in
            for sandbox in due { group.addTask { await sandbox.shutDown() } }
        }
    }
}
