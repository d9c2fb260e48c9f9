import Hosting
import Processes
import Synchronization
import Time

/// One process of a function with the Runtime API that it alone talks to.
final class Sandbox: Sendable {
    private let plan: SandboxPlan
    private let endpoint: RuntimeEndpoint
    private let door: any RuntimeDoor
    private let program: CompanionProgram
    private let output: SandboxOutput
    private let ended: Promise<ProgramEnd>
    private let restingSince = Mutex(Instant.epoch)
    private let isKilled = Mutex(false)
    private let accessKeyID: String

    /// How long a process that is told of its end has for it, as where only an internal extension is registered.
    private static let longestShutdown = Duration.milliseconds(500)

    /// Starts one and waits until it asks for its first event, or until the deadline; what went wrong is an outcome.
    static func start(
        _ plan: SandboxPlan,
        log: InvocationLog,
        until deadline: Instant
    ) async -> Result<Sandbox, FailedStart> {
        let begin = plan.clock.now
        let sandbox: Sandbox
        do throws(FailedStart) {
            sandbox = try await Sandbox(plan, log: log)
        } catch {
            return .failure(error)
        }
        let outcome: FunctionOutcome
        switch await sandbox.watch(until: deadline, { await sandbox.endpoint.started.value() ?? .ended }) {
        case .value(.ready): return .success(sandbox)
        case .value(.failed(let fault)): outcome = .initFailed(fault)
        case .value(.ended): outcome = .crashed(await sandbox.end())
        case .timeUp: outcome = .timedOut(after: deadline - begin)
        case .overMemory: outcome = .outOfMemory(plan.function.memorySize)
        }
        await sandbox.kill()
        return .failure(FailedStart(outcome))
    }

    private init(_ plan: SandboxPlan, log: InvocationLog) async throws(FailedStart) {
        let (endpoint, output, ended) = (RuntimeEndpoint(plan.function), SandboxOutput(log), Promise<ProgramEnd>())
        do throws(RuntimeDoorFailure) {
            door = try await plan.doors.open(to: endpoint)
        } catch {
            throw FailedStart(.noProgram(reason: "There is no listener for its Runtime API: \(error.reason)"))
        }
        var environment = plan.environment()
        environment["AWS_LAMBDA_RUNTIME_API"] = door.address
        accessKeyID = environment["AWS_ACCESS_KEY_ID"] ?? ""
        let launch = CompanionProgram.Launch(
            plan.arguments,
            environment: environment,
            folder: plan.folder,
            memoryLimit: plan.mappingLimit
        )
        do throws(ProgramFault) {
            program = try await CompanionProgram.start(launch) {
                output.take($0)
            } takeEnd: { end in
                ended.keep(end)
                endpoint.end()
            }
        } catch {
            await door.close()
            let name = plan.arguments.first ?? ""
            throw FailedStart(.noProgram(reason: "Couldn't find valid bootstrap(s): [\(name)]: \(error.words)"))
        }
        (self.plan, self.endpoint, self.output, self.ended) = (plan, endpoint, output, ended)
        if plan.waits {
            program.pause()
            let words = "process \(program.id) waits for a debugger: lldb -p \(program.id), then continue"
            log.write(Array("\(plan.function.name): \(words)".utf8))
        }
    }

    /// Runs one event; nil where the process had ended before it could take any.
    func run(_ event: FunctionEvent, until deadline: Instant) async -> (outcome: FunctionOutcome, memory: Int?)? {
        let runtimeEvent = RuntimeEvent(event, until: deadline)
        output.pass(to: event.log)
        if plan.freezes { program.resume() }
        plan.keys.assign(accessKeyID, to: event.requestID)
        guard endpoint.give(runtimeEvent) else { return nil }
        let result = await watch(until: deadline) { await runtimeEvent.reply.value() ?? .ended }
        let memory = program.peakResidentBytes
        let outcome: FunctionOutcome
        switch result {
        case .value(.answered(let answer)): outcome = .answered(answer)
        case .value(.failed(let fault)): outcome = .failed(fault)
        case .value(.tooLarge): outcome = .responseTooLarge
        case .value(.ended): outcome = .crashed(await end())
        case .timeUp: outcome = .timedOut(after: plan.function.timeout)
        case .overMemory: outcome = .outOfMemory(plan.function.memorySize)
        }
        await settle(runtimeEvent, after: result, until: deadline)
        return (outcome, memory)
    }

    /// Waits until the runtime asks for more, which ends the event; kills it where it never will.
    private func settle(_ event: RuntimeEvent, after result: Watched<RuntimeReply>, until deadline: Instant) async {
        switch result {
        case .timeUp, .overMemory, .value(.ended): return await kill()
        case .value(.answered), .value(.failed), .value(.tooLarge): break
        }
        switch await watch(until: deadline, { await event.settled.value() ?? false }) {
        case .value(true): break
        case .value(false), .timeUp, .overMemory: return await kill()
        }
        program.drain()
        output.pass(to: plan.log)
        restingSince.withLock { $0 = plan.clock.now }
        if plan.freezes { program.pause() }
    }

    /// How it ended, once it has.
    private func end() async -> ProgramEnd { await ended.value() ?? .forced }

    func hasRested(since instant: Instant) -> Bool { restingSince.withLock { $0 <= instant } }

    /// Whether it has come to its end by itself, or is to by a kill.
    var hasEnded: Bool { isKilled.withLock { $0 } || program.residentBytes == nil }

    /// Ends it in peace where it has asked for that, as Lambda does with SIGTERM, and at once where not.
    func shutDown() async {
        if endpoint.wantsShutdown {
            let deadline = plan.clock.now + Self.longestShutdown
            program.resume()
            endpoint.tellShutdown(until: deadline)
            program.terminate()
            _ = await watch(until: deadline) { await self.end() }
        }
        await kill()
    }

    /// It is over, and reaped, when this returns; where the task is cancelled, soon after.
    private func kill() async {
        isKilled.withLock { $0 = true }
        program.kill()
        _ = await end()
        output.pass(to: plan.log)
        plan.keys.remove(accessKeyID)
        await door.close()
    }
}

/// What a wait came to.
private enum Watched<Value: Sendable>: Sendable {
    case value(Value)
    case timeUp
    case overMemory
}

extension Sandbox {
    /// Waits for a value, at most until the deadline, and for as long as the process keeps within its memory.
    private func watch<Value: Sendable>(
        until deadline: Instant,
        _ work: @escaping @Sendable () async -> Value
    ) async -> Watched<Value> {
        await withTaskGroup(of: Watched<Value>?.self) { group in
            group.addTask { .value(await work()) }
            group.addTask { await self.isTime(deadline) ? .timeUp : nil }
            group.addTask { await self.growsTooLarge() ? .overMemory : nil }
            defer { group.cancelAll() }
            for await result in group { if let result { return result } }
            return .timeUp
        }
    }

    private func isTime(_ deadline: Instant) async -> Bool {
        do {
            try await plan.clock.sleep(until: deadline)
            return true
        } catch {
            return false
        }
    }

    /// Looks again and again; false once it need look no more.
    private func growsTooLarge() async -> Bool {
        while await isTime(plan.clock.now + SandboxPlan.memoryInterval) {
            guard let bytes = program.residentBytes else { return false }
            if bytes > plan.memoryLimit { return true }
        }
        return false
    }
}

/// Why there is no sandbox.
struct FailedStart: Error, Sendable {
    let outcome: FunctionOutcome

    init(_ outcome: FunctionOutcome) { self.outcome = outcome }
}

extension RuntimeEvent {
    fileprivate convenience init(_ event: FunctionEvent, until deadline: Instant) {
        var head = [
            (name: "Lambda-Runtime-Aws-Request-Id", value: event.requestID),
            (name: "Lambda-Runtime-Deadline-Ms", value: "\(deadline.millisecondsSinceEpoch)"),
            (name: "Lambda-Runtime-Invoked-Function-Arn", value: event.functionARN),
            (name: "Lambda-Runtime-Trace-Id", value: event.traceHeader),
        ]
        if let context = event.clientContext {
            head.append((name: "Lambda-Runtime-Client-Context", value: String(decoding: context, as: UTF8.self)))
        }
        self.init(id: event.requestID, payload: event.payload, head: head)
    }
}

extension ProgramFault {
    fileprivate var words: String {
        switch self {
        case .cannotStart(let reason): reason
        case .failed, .outputOverLimit, .deadlinePassed, .cancelled: "\(self)"
        }
    }
}
