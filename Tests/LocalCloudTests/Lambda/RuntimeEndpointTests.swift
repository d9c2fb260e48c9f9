import HTTP
import Hosting
import JSON
import LambdaHost
import Sockets
import TestKit
import Testing
import Time

@testable import LocalCloud

/// The Runtime API of a sandbox, spoken to by our own client in this process.
struct RuntimeEndpointTests {
    private let endpoint = RuntimeEndpoint(FunctionConfiguration(name: "orders"))

    private static func event(_ id: String, _ payload: String = "{}") -> RuntimeEvent {
        RuntimeEvent(
            id: id,
            payload: Array(payload.utf8),
            head: [
                (name: "Lambda-Runtime-Aws-Request-Id", value: id), (name: "Lambda-Runtime-Trace-Id", value: "Root=1"),
            ]
        )
    }

    private func ask(_ method: String, _ target: String, _ body: String = "", _ headers: WebHeaders = [:]) async
        -> Answer
    {
        Answer(
            await endpoint.answer(
                WebRequest(
                    method: method,
                    origin: WebOrigin(scheme: .http, host: "127.0.0.1"),
                    target: target,
                    headers: headers,
                    body: .bytes(Array(body.utf8))
                )
            )
        )
    }

    private func next() async -> Answer { await ask("GET", "/2018-06-01/runtime/invocation/next") }

    /// A process of ours that serves until the API lets it go.
    private func serve(_ handler: some Handler) async -> Int32 {
        let process = LambdaProcess(
            function: "orders",
            environment: ["AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9001", "AWS_LAMBDA_FUNCTION_NAME": "orders"],
            output: MemorySink(),
            errors: MemorySink(),
            dialer: EndpointDialer(endpoint: endpoint),
            clock: ManualClock()
        )
        return await process.run { _ in handler }
    }

    @Test func `our own client is given events one after the other, and its answers are taken`() async {
        async let status = serve(Scripted.echo())
        #expect(await endpoint.started.value() == .ready)
        for number in 1...3 {
            let event = Self.event("id-\(number)", "{\"n\":\(number)}")
            #expect(endpoint.give(event))
            #expect(
                await event.reply.value()
                    == .answered(FunctionAnswer(Array("{\"n\":\(number)}".utf8), contentType: "application/json"))
            )
            #expect(await event.settled.value() == true)
        }
        endpoint.end()
        #expect(await status == 1)
    }

    @Test func `our own client's failures and streams are understood`() async {
        async let status = serve(
            Scripted { event, _ throws(StepFailure) in
                if event.bytes == Array("1".utf8) { throw .reject(Fault(.broken, "no-luck", "It failed.")) }
                return .stream(
                    StreamedReply(contentType: "text/plain") { writer throws(StepFailure) in
                        try await writer.write(Array("one ".utf8))
                        try await writer.write(Array("two".utf8))
                    }
                )
            }
        )
        let failing = Self.event("a", "1")
        _ = await endpoint.started.value()
        #expect(endpoint.give(failing))
        guard case .failed(let fault) = await failing.reply.value() else {
            Issue.record("no failure")
            return
        }
        #expect(fault.type == "Function.NoLuck")
        #expect(fault.message == "It failed.")
        #expect(await failing.settled.value() == true)
        let streaming = Self.event("b", "2")
        #expect(endpoint.give(streaming))
        let answer = FunctionAnswer(Array("one two".utf8), contentType: "text/plain")
        #expect(await streaming.reply.value() == .answered(answer))
        endpoint.end()
        #expect(await status == 1)
    }

    @Test func `an answer that is too long is refused, and the next event comes`() async {
        async let status = serve(
            Scripted { event, _ throws(StepFailure) in
                .bytes(event.bytes == Array("1".utf8) ? [UInt8](repeating: 48, count: 6_291_557) : [48])
            }
        )
        _ = await endpoint.started.value()
        let long = Self.event("a", "1")
        #expect(endpoint.give(long))
        #expect(await long.reply.value() == .tooLarge)
        #expect(await long.settled.value() == true)
        let short = Self.event("b", "2")
        #expect(endpoint.give(short))
        #expect(await short.reply.value() == .answered(FunctionAnswer([48], contentType: "application/json")))
        endpoint.end()
        #expect(await status == 1)
    }

    @Test func `a start that fails is told`() async {
        let process = LambdaProcess(
            function: "orders",
            environment: ["AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9001"],
            output: MemorySink(),
            errors: MemorySink(),
            dialer: EndpointDialer(endpoint: endpoint),
            clock: ManualClock()
        )
        let status = await process.run { settings in
            _ = settings.required("TABLE")
            return Scripted.echo()
        }
        #expect(status == 1)
        guard case .failed(let fault) = await endpoint.started.value() else {
            Issue.record("it started")
            return
        }
        #expect(fault.message.contains("TABLE is not set"))
    }

    @Test func `calls out of turn are refused in the service's words`() async {
        #expect(await ask("POST", "/2018-06-01/runtime/invocation/a/response", "{}").status == 403)
        let event = Self.event("a")
        #expect(!endpoint.give(event))
        async let given = next()
        _ = await endpoint.started.value()
        #expect(endpoint.give(event))
        #expect(await given.headers["lambda-runtime-trace-id"] == "Root=1")
        #expect(await next().json?["errorType"] == "InvalidStateTransition")
        let wrong = await ask("POST", "/2018-06-01/runtime/invocation/b/response", "{}")
        #expect(wrong.status == 400)
        #expect(wrong.json == ["errorMessage": "Invalid request ID", "errorType": "InvalidRequestID"])
        let mode = await ask(
            "POST",
            "/2018-06-01/runtime/invocation/a/response",
            "{}",
            ["Lambda-Runtime-Function-Response-Mode": "loud"]
        )
        #expect(mode.json?["errorType"] == "InvalidFunctionResponseMode")
        let taken = await ask("POST", "/2018-06-01/runtime/invocation/a/response", "{}")
        #expect(taken.status == 202)
        #expect(taken.json == ["status": "OK"])
        #expect(await ask("POST", "/2018-06-01/runtime/invocation/a/response", "{}").status == 403)
        #expect(await ask("POST", "/2018-06-01/runtime/init/error", "{}").status == 403)
        #expect(await ask("GET", "/2018-06-01/runtime/elsewhere").status == 404)
    }

    @Test func `a poll that was given up costs no event`() async {
        await withTaskGroup(of: Answer.self) { group in
            group.addTask { await self.next() }
            _ = await endpoint.started.value()
            group.cancelAll()
            #expect(await group.next()?.status == 500)
        }
        let event = Self.event("a", "7")
        #expect(endpoint.give(event))
        #expect(await next().text == "7")
    }

    @Test func `an extension is told of the end`() async {
        let registered = await ask(
            "POST",
            "/2020-01-01/extension/register",
            #"{"events":["SHUTDOWN"]}"#,
            ["Lambda-Extension-Name": "watcher"]
        )
        #expect(registered.json?["functionName"] == "orders")
        #expect(registered.headers["Lambda-Extension-Identifier"] != nil)
        #expect(endpoint.wantsShutdown)
        async let told = ask("GET", "/2020-01-01/extension/event/next")
        endpoint.tellShutdown(until: Instant(millisecondsSinceEpoch: 1_800_000_000_500))
        #expect(
            await told.json
                == ["eventType": "SHUTDOWN", "shutdownReason": "spindown", "deadlineMs": 1_800_000_000_500]
        )
        let invoke = await ask(
            "POST",
            "/2020-01-01/extension/register",
            #"{"events":["INVOKE"]}"#,
            ["Lambda-Extension-Name": "nosy"]
        )
        #expect(invoke.status == 501)
    }
}

/// Dials straight into an endpoint.
private struct EndpointDialer: Dialer {
    let endpoint: RuntimeEndpoint

    func dial(_ address: Address) async throws(StreamFailure) -> EndpointStream { EndpointStream(endpoint) }
}

/// A connection in memory: what is written becomes requests, each answered when it is read.
private final class EndpointStream: ByteStream {
    private let endpoint: RuntimeEndpoint
    private let written = Shared<[UInt8]>([])
    private let unread = Shared<[UInt8]>([])

    init(_ endpoint: RuntimeEndpoint) {
        self.endpoint = endpoint
    }

    func read(into buffer: inout [UInt8], atMost limit: Int) async throws(StreamFailure) -> Int {
        if unread.withLock({ $0.isEmpty }) {
            let request = written.withLock { written in
                var rest = written[...]
                let request = RecordedRequest(readingFrom: &rest)
                written = Array(rest)
                return request
            }
            guard let request else { return 0 }
            let answer = await endpoint.answer(WebRequest(request)).wire
            unread.withLock { $0 = answer }
        }
        let piece = unread.withLock { unread in
            defer { unread.removeFirst(min(limit, unread.count)) }
            return Array(unread.prefix(limit))
        }
        buffer += piece
        return piece.count
    }

    func write(_ head: [UInt8], _ body: [UInt8]) async throws(StreamFailure) {
        written.withLock { $0 += head + body }
    }

    func waitForBytes(unless interruption: Interruption) async throws(StreamFailure) -> Readiness { .readable }
    var isQuiet: Bool { true }
    func close() {}
}
