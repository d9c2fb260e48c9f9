import Hosting
import Sockets
import Time

/// What the Lambda service tells a process at its start, the API's address aside.
struct LambdaEnvironment: Sendable {
    let function: String
    /// How many events this process may be given at a time; nil on the ordinary service, which gives one.
    let concurrency: Int?

    /// Threads, one an event; what the service asks for one environment is far below.
    private static let mostConcurrent = 1_024

    /// Reads and checks it, for the function whose code this is.
    init(_ settings: inout Settings, for function: String) throws(StartFailure) {
        concurrency = settings.optional("AWS_LAMBDA_MAX_CONCURRENCY", as: "a whole number from 1 to 1024") { text in
            Int(text).flatMap { (1...Self.mostConcurrent).contains($0) ? $0 : nil }
        }
        self.function = settings.optional("AWS_LAMBDA_FUNCTION_NAME") ?? function
        let handler = settings.optional("_HANDLER") ?? function
        // A bootstrap holds one function. A zip in the wrong place would otherwise show by its answers only.
        guard handler == function || handler == "bootstrap" else {
            throw StartFailure(
                type: "Runtime.HandlerNotFound",
                message: "This bootstrap is '\(function)', and the function's Handler setting asks for '\(handler)': "
                    + "deploy the zip of '\(handler)', or set Handler to '\(function)' or 'bootstrap'."
            )
        }
    }
}

/// Why a process cannot serve.
struct StartFailure: Error, Sendable, Equatable {
    /// As the Runtime API takes it.
    let type: String
    let message: String

    init(type: String, message: String) {
        self.type = type
        self.message = message
    }

    init(_ error: any Error) {
        switch error {
        case let failure as StartFailure: self = failure
        case let failure as SettingsFailure: self.init(type: "Runtime.InvalidSettings", message: "\(failure)")
        default: self.init(type: "Runtime.StartFailed", message: "\(error)")
        }
    }
}

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
