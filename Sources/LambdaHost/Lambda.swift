package import Hosting
import Sockets
import Time

/// The whole life of a function's process on Lambda: start, events, end.
package enum Lambda {
    /// Serves one function until the service ends the process.
    ///
    /// The handler is built here, not before: whatever its start throws is reported to the service as an init error.
    /// With `onShutdown` the sandbox sends SIGTERM before it kills, at the price of one registration at the start.
    package static func serve(
        _ function: String,
        onShutdown: (@Sendable () async -> Void)? = nil,
        _ build: (inout Settings) throws -> some Handler
    ) async -> Never {
        let process = LambdaProcess(
            function: function,
            environment: ProcessEnvironment.current(),
            output: StandardStream.output,
            errors: StandardStream.error,
            connect: { address throws(StreamFailure) in try Socket(connectingTo: address) }
        )
        ProcessEnvironment.exit(with: await process.run(onShutdown: onShutdown, build))
    }
}

/// Lambda collects both streams as log lines.
extension StandardStream: LogSink {}
