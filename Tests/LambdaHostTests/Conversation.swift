import Hosting
import Sockets
import TestKit
import Time

@testable import LambdaHost

/// One process's whole life against a scripted Runtime API, in memory.
struct Conversation {
    let status: Int32
    let requests: [RecordedRequest]
    /// What each connection carried, in the order in which they were opened.
    let connections: [[RecordedRequest]]
    let log: [String]
    let complaints: [String]

    static let environment = [
        "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9001", "AWS_LAMBDA_FUNCTION_NAME": "tested", "_HANDLER": "tested",
        "AWS_LAMBDA_LOG_FORMAT": "JSON",
    ]

    /// Serves until the script ends: the API can then not be reached, which ends the process with 1.
    static func run(
        _ script: [ScriptedStream.Event],
        pieceSize: Int = .max,
        environment: [String: String] = environment,
        handler: some Handler = Echo()
    ) async -> Conversation {
        await run(streams: [ScriptedStream(script, pieceSize: pieceSize)], environment: environment) { _ in handler }
    }

    static func run(
        streams: [ScriptedStream],
        environment: [String: String] = environment,
        build: (inout Settings) throws -> some Handler
    ) async -> Conversation {
        let (output, errors) = (MemorySink(), MemorySink())
        let process = LambdaProcess(
            function: "tested",
            environment: environment,
            output: output,
            errors: errors,
            dialer: ScriptedDialer(streams),
            clock: ManualClock(now: Instant(millisecondsSinceEpoch: 1_795_000_000_000))
        )
        let status = await process.run(onShutdown: nil, build)
        let connections = streams.map { RecordedRequest.all(in: $0.written) ?? [] }
        return Conversation(
            status: status,
            requests: connections.flatMap(\.self),
            connections: connections,
            log: output.lines,
            complaints: errors.lines
        )
    }
}

/// Answers with the event.
struct Echo: Handler {
    func handle(_ event: EventBytes, context: InvocationContext) async throws(StepFailure) -> Reply {
        .bytes(event.bytes)
    }
}

/// Answers as a closure says.
struct Answering: Handler {
    let answer: @Sendable (EventBytes, InvocationContext) async throws(StepFailure) -> Reply

    func handle(_ event: EventBytes, context: InvocationContext) async throws(StepFailure) -> Reply {
        try await answer(event, context)
    }
}

/// The Runtime API's replies as it writes them.
extension ScriptedStream.Event {
    static func event(_ body: String, id: String = "id-1", headers: String = "") -> Self {
        .text(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: \(id)\r\n\(headers)"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
    }

    static let accepted = reply(202, #"{"status":"OK"}"#)

    static func reply(_ status: Int, _ body: String) -> Self {
        .text("HTTP/1.1 \(status) Said\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
}
