import Encoding
import JSON
import Time

/// Lambda: the functions of the template, and what calls them.
///
/// Events that nobody waits for, and mapped queues, are carried out inside `run()`, which whoever owns the cloud calls
/// once and cancels at the end.
package actor Functions: CloudPart {
    package nonisolated let signingName = "lambda"
    package nonisolated let ground: Ground
    /// The functions do not change: the template says what there is.
    nonisolated let functions: [String: Function]
    private var running: [String: Int] = [:]
    private var totalRunning = 0
    /// Events that nobody waits for and that have not come to their end.
    var pending = 0
    var mappings: [QueueMapping.ID: MappedQueue] = [:]
    nonisolated let arrivals: AsyncStream<AsynchronousEvent>
    nonisolated let arrival: AsyncStream<AsynchronousEvent>.Continuation
    nonisolated let queues: (any QueueSource)?
    private nonisolated let meter: (any FunctionMeter)?

    /// What has not been used for this long is ended; Lambda says no time, and is seen to take about as long.
    private static let longestRest = Duration.seconds(6 * 60)

    /// Takes up the events that the journal still has, and the mappings of the template.
    package init(
        _ ground: Ground,
        functions: [Function],
        mappings: [QueueMapping] = [],
        queues: (any QueueSource)? = nil,
        meter: (any FunctionMeter)? = nil
    ) throws(ServiceFault) {
        self.ground = ground
        self.meter = meter
        self.functions = Dictionary(uniqueKeysWithValues: functions.map { ($0.configuration.name, $0) })
        self.queues = queues
        (arrivals, arrival) = AsyncStream.makeStream()
        if queues == nil, !mappings.isEmpty { throw .notEmulated("An event-source mapping where there are no queues") }
        for mapping in mappings { self.mappings[mapping.id] = try MappedQueue(mapping, self.functions, ground) }
        for row in ground.journal.rows(of: AsynchronousEvent.shelf) {
            guard let event = AsynchronousEvent(row) else { continue }
            arrival.yield(event)
            pending += 1
        }
    }

    /// Whether no function runs, and none has an event to come.
    package var isIdle: Bool { totalRunning == 0 && pending == 0 }

    /// Does what is done without a caller who waits, until it is cancelled.
    ///
    /// One poller a queue gathers the fullest batches. Lambda has several: who counts what a deployment would cost asks
    /// for as many.
    package func run(pollers: Int = 1) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.endIdle() }
            for mapped in mappings.values.sorted(by: { $0.mapping.id < $1.mapping.id }) {
                for _ in 0..<pollers { group.addTask { await self.serve(mapped) } }
            }
            for await event in arrivals { group.addTask { await self.carryOut(event) } }
        }
    }

    /// Ends what runs for the functions.
    package func shutDown() async {
        await withTaskGroup { group in
            for function in inOrder { group.addTask { await function.host.shutDown() } }
        }
    }

    /// By their names: in the order of a dictionary each process would take other turns.
    private nonisolated var inOrder: [Function] {
        functions.values.sorted { $0.configuration.name < $1.configuration.name }
    }

    private func endIdle() async {
        while true {
            do {
                try await ground.clock.sleep(for: .seconds(60))
            } catch {
                return
            }
            for function in inOrder { await function.host.endIdle(Self.longestRest) }
        }
    }

    // MARK: One event

    /// Runs one event of a function, where the function may run one more just now.
    func run(_ event: FunctionCall, of reference: FunctionReference) async throws(ServiceFault) -> FinishedCall {
        let function = try function(reference)
        let name = function.configuration.name
        try admit(function.configuration)
        let concurrent = running[name, default: 1]
        let log = InvocationLog(requestID: event.requestID, of: function.configuration, in: function.log)
        sawBegin(of: event, name)
        let functionEvent = FunctionEvent(
            requestID: event.requestID,
            payload: event.payload,
            functionARN: arn(of: reference).description,
            traceHeader: event.traceHeader ?? newTraceHeader(),
            clientContext: event.clientContext,
            log: log
        )
        let run = await Causation.$invocation.withValue(event.requestID) { await function.host.run(functionEvent) }
        sawEnd(of: event, run)
        running[name, default: 1] -= 1
        totalRunning -= 1
        log.finish(run, at: ground.clock.now)
        meter?.record(run, of: name, concurrent: concurrent)
        return FinishedCall(run: run, payload: run.outcome.payload(requestID: event.requestID), logTail: log.tail)
    }

    private func sawBegin(of event: FunctionCall, _ name: String) {
        guard ground.witness.isLooking else { return }
        let cause = Causation.invocation
        let seen = SeenInvocation(
            id: event.requestID,
            function: name,
            messages: event.messages,
            isByHand: event.isByHand,
            cause: cause,
            at: ground.clock.now
        )
        ground.witness.saw(.began(seen))
    }

    private func sawEnd(of event: FunctionCall, _ run: FunctionRun) {
        guard ground.witness.isLooking else { return }
        let seen = SeenEnd(
            id: event.requestID,
            outcome: run.outcome,
            duration: run.duration,
            initDuration: run.initDuration,
            at: ground.clock.now
        )
        ground.witness.saw(.ended(seen))
    }

    /// What runs now is counted here, before anything is awaited.
    private func admit(_ configuration: FunctionConfiguration) throws(ServiceFault) {
        let count = running[configuration.name, default: 0]
        guard count < configuration.concurrency, totalRunning < FunctionConfiguration.accountConcurrency else {
            meter?.recordThrottling(of: configuration.name)
            throw .throttled(isReserved: count >= configuration.concurrency && configuration.reservedConcurrency != nil)
        }
        running[configuration.name] = count + 1
        totalRunning += 1
    }

    /// `Root=1-<8 hex of the time>-<24 hex>;Parent=<16 hex>;Sampled=0`, as Lambda gives to what comes without one.
    private func newTraceHeader() -> String {
        let seconds = String(ground.clock.now.secondsSinceEpoch, radix: 16)
        let digits = ground.random.bytes(20).hex
        return "Root=1-\(seconds)-\(digits.prefix(24));Parent=\(digits.suffix(16));Sampled=0"
    }

    // MARK: Names

    nonisolated func function(_ reference: FunctionReference) throws(ServiceFault) -> Function {
        guard let function = functions[reference.name], function.configuration.knows(reference.qualifier) else {
            throw ServiceFault("ResourceNotFoundException", "Function not found: \(arn(of: reference))", status: 404)
        }
        return function
    }

    nonisolated func arn(of reference: FunctionReference) -> ARN {
        let qualifier = reference.qualifier.map { ":\($0)" } ?? ""
        return ground.place.arn("lambda", "function:\(reference.name)\(qualifier)")
    }
}

/// A function with what runs it and what it writes.
package struct Function: Sendable {
    package let configuration: FunctionConfiguration
    package let host: any FunctionHost
    package let log: FunctionLog

    package init(_ configuration: FunctionConfiguration, host: any FunctionHost, log: FunctionLog = FunctionLog()) {
        self.configuration = configuration
        self.host = host
        self.log = log
    }
}

/// What a caller hands to a function.
struct FunctionCall: Sendable {
    let requestID: String
    let payload: [UInt8]
    var traceHeader: String?
    var clientContext: [UInt8]?
    /// The ids of the messages that it holds, where a queue calls.
    var messages: [String] = []
    var isByHand = false
}

/// What a caller gets back.
struct FinishedCall: Sendable {
    let run: FunctionRun
    let payload: [UInt8]
    let logTail: [UInt8]
}

extension ServiceFault {
    static func throttled(isReserved: Bool) -> ServiceFault {
        ServiceFault(
            "TooManyRequestsException",
            "Rate Exceeded.",
            status: 429,
            details: [
                "Reason": isReserved
                    ? "ReservedFunctionConcurrentInvocationLimitExceeded" : "ConcurrentInvocationLimitExceeded"
            ]
        )
    }

    var isThrottling: Bool { code == "TooManyRequestsException" }
}

extension FunctionConfiguration {
    fileprivate func knows(_ qualifier: String?) -> Bool {
        guard let qualifier else { return true }
        return qualifier == "$LATEST" || aliases.contains(qualifier)
    }
}

extension [UInt8] {
    fileprivate var hex: String { Hex.encode(self) }
}
