import Hosting

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
