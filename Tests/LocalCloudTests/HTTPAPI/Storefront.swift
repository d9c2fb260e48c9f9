import AWSClient
import HTTP
import Hosting
import JSON
import Template
import TestKit
import Time

@testable import LocalCloud

/// A cloud with the HTTP APIs of a template, whose functions are closures in this process.
struct Storefront: Sendable {
    let clock = ManualClock(now: Neighbourhood.start)
    let ground: Ground
    let functions: Functions
    let buckets: Buckets
    let apis: HTTPAPIs
    let cloud: Cloud

    init(
        _ template: String,
        _ handlers: [String: Scripted],
        concurrency: Int? = nil,
        timeout: Duration = .seconds(900),
        ground other: Ground? = nil
    ) throws {
        let stack = try Stack(reading: Array(template.utf8))
        let ground = other ?? Ground(clock: clock, random: SeededRandom(seed: 9))
        let all = stack.functions.compactMap { function -> LocalCloud.Function? in
            guard let handler = handlers[function.name] else { return nil }
            var configuration = FunctionConfiguration(name: function.name)
            configuration.timeout = timeout
            configuration.reservedConcurrency = concurrency
            let host = HandlerHost(configuration, environment: [:], clock: ground.clock, random: ground.random) {
                _ in handler
            }
            return Function(configuration, host: host)
        }
        self.ground = ground
        functions = try Functions(ground, functions: all)
        buckets = try Buckets(ground)
        apis = HTTPAPIs(ground, apis: stack.apis, functions: functions, buckets: buckets)
        let page = FrontPage(ground.place, services: ["lambda", "s3"])
        cloud = Cloud(ground, parts: [functions, buckets], unsigned: [apis, page])
    }

    /// One function behind routes, which are `METHOD /path`; more of the API as YAML that is indented by six spaces.
    init(
        routes: [String],
        api: String = "",
        resources: String = "",
        _ handlers: [String: Scripted] = ["echo": .echo()],
        concurrency: Int? = nil,
        timeout: Duration = .seconds(900),
        ground: Ground? = nil
    ) throws {
        let events = routes.enumerated().map { index, route in
            let words = route.split(separator: " ")
            let place = words.count == 2 ? ", Method: \(words[0]), Path: '\(words[1])'" : ""
            return "R\(index): {Type: HttpApi, Properties: {ApiId: !Ref Api\(place)}}"
        }
        let template = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Api:
                Type: AWS::Serverless::HttpApi
                Properties:
                  Description: An API
            \(api)
              Echo:
                Type: AWS::Serverless::Function
                Properties:
                  FunctionName: echo
                  Handler: bootstrap
                  Runtime: provided.al2023
                  CodeUri: .
                  Events: {\(events.joined(separator: ", "))}
            \(resources)
            """
        try self.init(template, handlers, concurrency: concurrency, timeout: timeout, ground: ground)
    }

    /// Does something while the API can run its functions.
    func open<Result: Sendable>(_ body: @Sendable (Storefront) async throws -> Result) async rethrows -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await apis.run() }
            defer { group.cancelAll() }
            return try await body(self)
        }
    }

    /// One request that nobody signed, and its whole answer.
    func send(
        _ method: String,
        _ target: String,
        host: String = "127.0.0.1:4566",
        headers: WebHeaders = [:],
        body: [UInt8] = []
    ) async -> Answer {
        var request = WebRequest(
            method: method,
            origin: WebOrigin(scheme: .http, host: "127.0.0.1", port: 4566),
            target: target,
            headers: ["Host": host],
            body: body.isEmpty ? .none : .bytes(body)
        )
        for field in headers.fields { request.headers.add(field.name, field.value) }
        return Answer(await cloud.answer(request))
    }

    func get(_ target: String, headers: WebHeaders = [:]) async -> Answer {
        await send("GET", target, headers: headers)
    }

    func post(_ target: String, _ body: String, type: String? = "application/json") async -> Answer {
        await send(
            "POST",
            target,
            headers: type.map { ["Content-Type": $0] } ?? [:],
            body: Array(body.utf8)
        )
    }
}

extension Scripted {
    /// Answers with the body that it gets: what a test sends is what the function says.
    static func saying() -> Scripted {
        Scripted { event, _ throws(StepFailure) in
            let value = try? JSONValue(parsing: event.bytes)
            return .bytes(Array((value?["body"]?.string ?? "{}").utf8))
        }
    }

    static func answering(_ text: String) -> Scripted {
        Scripted { _, _ throws(StepFailure) in .bytes(Array(text.utf8)) }
    }

    /// The latest event.
    var event: JSONValue? { events.withLock { $0.last }.flatMap { try? JSONValue(parsing: Array($0.utf8)) } }

    var count: Int { events.withLock { $0.count } }
}
