import Hosting
import Time

extension Log {
    /// The log that AWS_LAMBDA_LOG_FORMAT and AWS_LAMBDA_LOG_LEVEL ask for.
    ///
    /// Values that nobody knows yet count as unset: a new one of the service's must not stop a function.
    static func lambda(_ settings: Settings, clock: any WallClock, sink: any LogSink) -> Log {
        Log(
            format: settings.optional("AWS_LAMBDA_LOG_FORMAT")?.lowercased() == "json" ? .json : .text,
            level: settings.optional("AWS_LAMBDA_LOG_LEVEL").flatMap { LogLevel($0) } ?? .info,
            clock: clock,
            sink: sink
        )
    }
}
