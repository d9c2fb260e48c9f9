package import Hosting
package import Sockets
package import Time

/// A function's process with all that it touches given from outside, so that a test can run one.
package struct LambdaProcess<D: Dialer>: Sendable {
    let function: String
    let dialer: D
    private let environment: [String: String]
    private let output: any LogSink
    private let errors: any LogSink
    private let clock: any WallClock
    private let random: any RandomSource

    package init(
        function: String,
        environment: [String: String],
        output: any LogSink,
        errors: any LogSink,
        dialer: D,
        clock: any WallClock = SystemClock(),
        random: any RandomSource = SystemRandom()
    ) {
        self.function = function
        self.environment = environment
        self.output = output
        self.errors = errors
        self.dialer = dialer
        self.clock = clock
        self.random = random
    }

    /// Runs to the end of the process and returns its exit status: 0 after SIGTERM, 1 after any failure.
    package func run(
        onShutdown: (@Sendable () async -> Void)? = nil,
        _ build: (inout Settings) throws -> some Handler
    ) async -> Int32 {
        guard let api = RuntimeAddress(environment["AWS_LAMBDA_RUNTIME_API"]) else {
            complain(
                "AWS_LAMBDA_RUNTIME_API is not set to an address host:port. '\(function)' is a Lambda function: "
                    + "the service starts it, or local-runner does on this machine."
            )
            return 1
        }
        do {
            try await serve(api, onShutdown, build)
            return 0
        } catch let failure as SourceFailure {
            complain(failure.description)
        } catch {
            await report(StartFailure(error), to: api)
        }
        return 1
    }

    /// Starts and serves.
    ///
    /// A `SourceFailure` came while serving; every other error prevented the start.
    private func serve(
        _ api: RuntimeAddress,
        _ onShutdown: (@Sendable () async -> Void)?,
        _ build: (inout Settings) throws -> some Handler
    ) async throws {
        var settings = Settings(environment)
        let lambda = try LambdaEnvironment(&settings, for: function)
        let handler = try build(&settings)
        // What a handler asked for and got nil, it may have taken for absent: the faults count all the same.
        try settings.check()
        let surroundings = Surroundings(
            log: .lambda(settings, clock: clock, sink: output),
            metrics: Metrics(function: lambda.function, sink: output),
            clock: clock,
            random: random
        )
        let shutdown = onShutdown == nil ? nil : try await ShutdownExtension(self, api, surroundings.log)
        let lanes = Lanes(process: self, api: api, surroundings: surroundings, interruption: shutdown?.interruption)
        try await lanes.serve(handler, concurrency: lambda.concurrency)
        shutdown?.end()
        await onShutdown?()
    }

    /// Tells the service why there will be no function, and standard error in case the service does not listen.
    private func report(_ failure: StartFailure, to api: RuntimeAddress) async {
        complain("\(failure.type): \(failure.message)")
        let report = ErrorReport(type: failure.type, message: failure.message)
        do {
            let answer = try await connection(to: api).exchange(api.requests.initError(report))
            guard let answer, !answer.isAccepted else { return }
            complain("the Runtime API refused the init error: \(answer.refusal)")
        } catch {
            complain("the init error could not be delivered: \(error)")
        }
    }

    func connection(to api: RuntimeAddress) -> RuntimeConnection<D> {
        RuntimeConnection(to: api.address, by: dialer)
    }

    private func complain(_ message: String) {
        Log.lambda(Settings(environment), clock: clock, sink: errors).fatal(message)
    }
}

/// Where the Runtime API listens.
struct RuntimeAddress: Sendable {
    let address: Address
    let requests: RuntimeRequests

    init?(_ text: String?) {
        guard let text else { return nil }
        do {
            address = try Address(text)
        } catch {
            return nil
        }
        requests = RuntimeRequests(host: text)
    }
}
