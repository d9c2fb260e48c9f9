import AWSClient
import HTTP
import Hosting
import JSON
import TestKit
import Time

@testable import LocalCloud

/// A cloud that has functions only, each a closure in this process.
struct Workshop: Sendable {
    let clock = ManualClock(now: Neighbourhood.start)
    let random = SeededRandom(seed: 7)
    let ground: Ground
    let functions: Functions
    let cloud: Cloud
    /// Reached when an event is over, with all that it has started.
    let reports: Milestone

    init(
        _ configurations: [FunctionConfiguration],
        mappings: [QueueMapping] = [],
        queues: (any QueueSource)? = nil,
        journal: any Journal = NoJournal(),
        permissions: any Permissions = EverythingAllowed(),
        meter: (any FunctionMeter)? = nil,
        handler: Scripted
    ) throws {
        let ground = Ground(clock: clock, random: random, permissions: permissions, journal: journal)
        let reader = ReportReader()
        reports = reader.reports
        let all = configurations.map { configuration in
            Function(
                configuration,
                host: HandlerHost(
                    configuration,
                    environment: ground.environment(of: configuration, endpoint: "http://127.0.0.1:4566"),
                    clock: ground.clock,
                    random: ground.random
                ) { settings in
                    try handler.build?(&settings)
                    return handler
                },
                log: FunctionLog(reader: reader)
            )
        }
        self.ground = ground
        functions = try Functions(ground, functions: all, mappings: mappings, queues: queues, meter: meter)
        ground.deliveries.enter(functions, for: "lambda")
        cloud = Cloud(ground, parts: [functions])
    }

    /// One signed request, and its whole answer.
    func call(
        _ method: String,
        _ target: String,
        headers: WebHeaders = [:],
        body: String = "",
        as credentials: Credentials = Credentials(accessKeyID: "test", secretAccessKey: "test")
    ) async throws -> Answer {
        var request = WebRequest(
            method: method,
            origin: WebOrigin(scheme: .http, host: "127.0.0.1", port: 4566),
            target: target,
            headers: headers,
            body: .bytes(Array(body.utf8))
        )
        request.headers["Host"] = request.origin.authority
        try Signer(region: "us-east-1", service: "lambda", keys: SigningKeys())
            .sign(&request, payload: Payload(of: Array(body.utf8)), with: credentials, at: clock.now)
        return Answer(await cloud.answer(request))
    }

    func invoke(_ name: String, _ body: String = "{}", headers: WebHeaders = [:]) async throws -> Answer {
        try await call("POST", "/2015-03-31/functions/\(name)/invocations", headers: headers, body: body)
    }

    /// Does something while the functions' own work goes on beside it.
    func whileRunning<Result: Sendable>(_ body: @Sendable () async throws -> Result) async rethrows -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await functions.run() }
            defer { group.cancelAll() }
            return try await body()
        }
    }

    func log(of name: String) -> [String] { functions.functions[name]?.log.latest ?? [] }
}

/// Counts the events that are over.
private struct ReportReader: LogSink {
    let reports = Milestone()

    func write(_ line: [UInt8]) {
        if line.starts(with: "REPORT".utf8) { reports.reach() }
    }
}

/// What a request of the cloud was answered.
struct Answer: Sendable {
    let status: Int
    let headers: WebHeaders
    let body: [UInt8]

    init(_ answer: WebAnswer) {
        status = answer.status
        headers = answer.headers
        body = if case .bytes(let bytes) = answer.body { bytes } else { [] }
    }

    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSONValue? { try? JSONValue(parsing: body) }
}

/// Does what an event asks for, and notes what came.
final class Scripted: Handler {
    typealias Work = @Sendable (EventBytes, InvocationContext) async throws(StepFailure) -> Reply

    let events = Shared<[String]>([])
    /// Reached at the beginning of each event.
    let begun = Milestone()
    let build: (@Sendable (inout Settings) throws -> Void)?
    private let work: Work

    init(build: (@Sendable (inout Settings) throws -> Void)? = nil, _ work: @escaping Work) {
        self.build = build
        self.work = work
    }

    static func echo() -> Scripted {
        Scripted { event, _ throws(StepFailure) in .bytes(event.bytes) }
    }

    static func failing() -> Scripted {
        Scripted { _, _ throws(StepFailure) in throw .reject(Fault(.broken, "no-luck", "It did not work.")) }
    }

    /// Sleeps by the clock that it is given.
    static func sleeping(_ duration: Duration) -> Scripted {
        Scripted { event, context throws(StepFailure) in
            do {
                try await context.clock.sleep(for: duration)
            } catch {
                throw .retry(Fault(.unavailable, "cancelled", "The sleep was cancelled."))
            }
            return .bytes(event.bytes)
        }
    }

    func handle(_ event: EventBytes, context: InvocationContext) async throws(StepFailure) -> Reply {
        events.withLock { $0.append(String(decoding: event.bytes, as: UTF8.self)) }
        begun.reach()
        return try await work(event, context)
    }
}
