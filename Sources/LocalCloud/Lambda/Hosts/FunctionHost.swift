/// Where a function's code runs: in this process, or in processes of its own.
package protocol FunctionHost: Sendable {
    /// Runs one event; whatever happens to it is an outcome.
    ///
    /// How many run at a time is the caller's to see to.
    func run(_ event: FunctionEvent) async -> FunctionRun

    /// Ends what has not been used for `rest`.
    func endIdle(_ rest: Duration) async

    /// Ends all that runs for the function.
    func shutDown() async
}

/// One event on its way to a function.
package struct FunctionEvent: Sendable {
    package let requestID: String
    package let payload: [UInt8]
    /// As it was called: with the alias, where one was named.
    package let functionARN: String
    package let traceHeader: String
    /// JSON of the caller's own.
    package let clientContext: [UInt8]?
    package let log: InvocationLog

    package init(
        requestID: String,
        payload: [UInt8],
        functionARN: String,
        traceHeader: String,
        clientContext: [UInt8]? = nil,
        log: InvocationLog
    ) {
        self.requestID = requestID
        self.payload = payload
        self.functionARN = functionARN
        self.traceHeader = traceHeader
        self.clientContext = clientContext
        self.log = log
    }
}

/// What became of an event, and what it took.
package struct FunctionRun: Sendable {
    package let outcome: FunctionOutcome
    package let duration: Duration
    /// How long the start took; nil where the function was warm.
    package let initDuration: Duration?
    /// Bytes; nil where nobody knows.
    package let memoryUsed: Int?

    package init(
        _ outcome: FunctionOutcome,
        duration: Duration,
        initDuration: Duration? = nil,
        memoryUsed: Int? = nil
    ) {
        self.outcome = outcome
        self.duration = duration
        self.initDuration = initDuration
        self.memoryUsed = memoryUsed
    }

    package var isCold: Bool { initDuration != nil }
}
