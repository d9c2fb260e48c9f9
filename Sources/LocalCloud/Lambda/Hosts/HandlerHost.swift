package import Hosting
import Synchronization
package import Time

/// A function's handlers in this process: no socket and no other program, so that a debugger sees all of it.
///
/// A handler answers one event at a time, as a sandbox does, and is built when an event comes and none is at rest. A
/// time-out cancels the handler and waits for it to give up; what it holds in memory is not limited, and a trap ends
/// this process.
package final class HandlerHost: FunctionHost {
    package typealias Build = @Sendable (inout Settings) throws -> any Handler

    private let function: FunctionConfiguration
    private let environment: Secret<[String: String]>
    private let clock: any WallClock
    private let random: any RandomSource
    /// Nil once it is shut down: what builds a handler knows the cloud, and the cloud knows this host.
    private let build: Mutex<Build?>
    private let resting = Mutex<[Resting]>([])

    private struct Resting {
        let handler: any Handler
        let since: Instant
    }

    package init(
        _ function: FunctionConfiguration,
        environment: [String: String],
        clock: any WallClock,
        random: any RandomSource,
        build: @escaping Build
    ) {
        self.function = function
        self.environment = Secret(environment)
        self.clock = clock
        self.random = random
        self.build = Mutex(build)
    }

    package func run(_ event: FunctionEvent) async -> FunctionRun {
        let start = clock.now
        let warm = resting.withLock { $0.popLast()?.handler }
        let handler: any Handler
        do {
            handler = try warm ?? built()
        } catch {
            return failedStart(error, event, since: start)
        }
        event.log.start()
        let begin = clock.now
        let outcome = await outcome(of: handler, event, until: begin + function.timeout)
        if outcome != .timedOut(after: function.timeout) {
            resting.withLock { $0.append(Resting(handler: handler, since: clock.now)) }
        }
        let initDuration = warm == nil ? begin - start : nil
        return FunctionRun(outcome, duration: clock.now - begin, initDuration: initDuration)
    }

    package func endIdle(_ rest: Duration) async {
        let before = clock.now - rest
        resting.withLock { $0.removeAll { $0.since <= before } }
    }

    package func shutDown() async {
        resting.withLock { $0.removeAll() }
        build.withLock { $0 = nil }
    }

    private func built() throws -> any Handler {
        guard let build = build.withLock({ $0 }) else { throw ShutDown() }
        var settings = Settings(environment.revealed)
        let handler = try build(&settings)
        try settings.check()
        return handler
    }

    private func failedStart(_ error: any Error, _ event: FunctionEvent, since start: Instant) -> FunctionRun {
        let type = error is SettingsFailure ? "Function.InvalidSettings" : "Function.InitFailed"
        let outcome = FunctionOutcome.initFailed(FunctionFault(type: type, message: "\(error)"))
        let duration = clock.now - start
        event.log.initReport(duration, phase: "init", outcome)
        event.log.start()
        return FunctionRun(outcome, duration: .zero, initDuration: duration)
    }

    private func outcome(
        of handler: any Handler,
        _ event: FunctionEvent,
        until deadline: Instant
    ) async -> FunctionOutcome {
        await withTaskGroup(of: FunctionOutcome?.self) { group in
            group.addTask { await self.answer(of: handler, event, until: deadline) }
            group.addTask { await self.isOver(deadline) ? .timedOut(after: self.function.timeout) : nil }
            defer { group.cancelAll() }
            for await outcome in group { if let outcome { return outcome } }
            return .timedOut(after: function.timeout)
        }
    }

    private func isOver(_ deadline: Instant) async -> Bool {
        do {
            try await clock.sleep(until: deadline)
            return true
        } catch {
            return false
        }
    }

    private func answer(
        of handler: any Handler,
        _ event: FunctionEvent,
        until deadline: Instant
    ) async -> FunctionOutcome {
        do throws(StepFailure) {
            let context = context(of: event, until: deadline)
            switch try await handler.handle(EventBytes(event.payload), context: context) {
            case .bytes(let bytes, let contentType):
                if bytes.count > FunctionAnswer.limit { return .responseTooLarge }
                return .answered(FunctionAnswer(bytes, contentType: contentType))
            case .stream(let reply):
                return try await whole(reply)
            }
        } catch {
            return .failed(FunctionFault(type: error.fault.errorType, message: error.fault.message))
        }
    }

    private func whole(_ reply: StreamedReply) async throws(StepFailure) -> FunctionOutcome {
        let whole = WholeReply()
        do throws(StepFailure) {
            try await reply.body(whole)
        } catch {
            if !whole.isOverLimit { throw error }
        }
        if whole.isOverLimit { return .responseTooLarge }
        return .answered(FunctionAnswer(whole.bytes, contentType: reply.contentType))
    }

    private func context(of event: FunctionEvent, until deadline: Instant) -> InvocationContext {
        let settings = Settings(environment.revealed)
        let surroundings = Surroundings(
            log: Log(
                format: settings.optional("AWS_LAMBDA_LOG_FORMAT")?.lowercased() == "json" ? .json : .text,
                level: settings.optional("AWS_LAMBDA_LOG_LEVEL").flatMap { LogLevel($0) } ?? .info,
                clock: clock,
                sink: event.log
            ),
            metrics: Metrics(function: function.name, sink: event.log),
            clock: clock,
            random: random
        )
        return InvocationContext(
            requestID: event.requestID,
            now: clock.now,
            deadline: deadline,
            functionARN: event.functionARN,
            traceID: event.traceHeader,
            clientContext: CallerNote(parsing: event.clientContext),
            surroundings: surroundings
        )
    }
}

/// Somebody asked for a handler when all was over.
private struct ShutDown: Error, CustomStringConvertible {
    let description = "the host has been shut down"
}

/// Puts a streamed reply together, up to what may be answered.
private final class WholeReply: ReplyWriter {
    private(set) var bytes: [UInt8] = []
    var isOverLimit: Bool { bytes.count > FunctionAnswer.limit }

    func write(_ piece: [UInt8]) async throws(StepFailure) {
        bytes += piece
        if isOverLimit {
            throw .reject(
                Fault(.tooLarge, "reply-too-large", "The reply is longer than \(FunctionAnswer.limit) bytes.")
            )
        }
    }
}
