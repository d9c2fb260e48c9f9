package import Hosting
import Sockets
import SystemCalls
import Time

/// The whole life of a function's process on Lambda: start, events, end.
package enum Lambda {
    /// The process's environment, as it was when it was first asked for.
    package static let environment = ProcessEnvironment.current()

    /// Serves one function until the service ends the process.
    ///
    /// The handler is built here, not before: whatever its start throws is reported to the service as an init error.
    /// With `onShutdown` the sandbox sends SIGTERM before it kills, at the price of one registration at the start.
    package static func serve(
        _ function: String,
        onShutdown: (@Sendable () async -> Void)? = nil,
        _ build: (inout Settings) throws -> some Handler
    ) async -> Never {
        StandardStream.takeOver()
        let process = LambdaProcess(
            function: function,
            environment: environment,
            output: StandardStream.output,
            errors: StandardStream.error,
            dialer: SocketDialer()
        )
        ProcessEnvironment.exit(with: await process.run(onShutdown: onShutdown, build))
    }
}

/// Lambda collects both streams as log lines.
extension StandardStream: LogSink {}
