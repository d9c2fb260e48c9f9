package import HTTP
import JSON
import Synchronization
import Time

/// The Lambda Runtime API of one sandbox.
///
/// Who asks for an event is answered when there is one: until then the request waits, and holds no thread.
package final class RuntimeEndpoint: Answerer {
    /// How a start came out.
    enum Start: Sendable, Equatable {
        case ready
        case failed(FunctionFault)
        case ended
    }

    let started = Promise<Start>()
    private let function: FunctionConfiguration
    private let stage = Mutex(RuntimeStage())
    private let extensions = Mutex(Extensions())

    private struct Extensions {
        var names: [String] = []
        /// When the sandbox will be gone, in milliseconds since the epoch.
        let shutdown = Promise<Int64>()
    }

    package init(_ function: FunctionConfiguration) {
        self.function = function
    }

    // MARK: The host's side

    /// Hands an event over; false where the runtime takes none.
    func give(_ event: RuntimeEvent) -> Bool {
        let (isTaken, promise) = stage.withLock { $0.give(event) }
        promise?.keep(event)
        return isTaken
    }

    /// The process is over.
    func end() {
        let (event, promises) = stage.withLock { $0.end() }
        started.keep(.ended)
        event?.reply.keep(.ended)
        event?.settled.keep(false)
        for promise in promises { promise.keep(nil) }
        extensions.withLock { $0.shutdown }.keep(0)
    }

    /// Extensions are told first, while the runtime still runs.
    func tellShutdown(until deadline: Instant) {
        extensions.withLock { $0.shutdown }.keep(deadline.millisecondsSinceEpoch)
    }

    /// Whether the sandbox is to be told of its end before it comes.
    var wantsShutdown: Bool { extensions.withLock { !$0.names.isEmpty } }

    // MARK: The runtime's side

    package func answer(_ request: WebRequest) async -> WebAnswer {
        let path = request.target.prefix { $0 != "?" }.split(separator: "/").map(String.init)
        switch (request.method, path.count) {
        case ("GET", 4) where path[...] == ["2018-06-01", "runtime", "invocation", "next"]: return await next()
        case ("POST", 5) where path.prefix(3) == ["2018-06-01", "runtime", "invocation"] && path[4] == "response":
            return await takeResponse(to: path[3], request)
        case ("POST", 5) where path.prefix(3) == ["2018-06-01", "runtime", "invocation"] && path[4] == "error":
            return await takeError(of: path[3], request)
        case ("POST", 4) where path[...] == ["2018-06-01", "runtime", "init", "error"]:
            return await takeInitError(request)
        case ("POST", 3) where path[...] == ["2020-01-01", "extension", "register"]: return await register(request)
        case ("GET", 4) where path[...] == ["2020-01-01", "extension", "event", "next"]:
            return await nextExtensionEvent()
        default:
            return .refusal(404, "NotEmulated", "This local Runtime API has no \(request.method) \(path)")
        }
    }

    private func next() async -> WebAnswer {
        switch stage.withLock({ $0.next() }) {
        case .refused:
            return .refusal(403, "InvalidStateTransition", "An event is still unanswered, or there will be no more")
        case .event(let event): return .event(event)
        case .wait(let promise, let isFirst, let settled):
            if isFirst { started.keep(.ready) }
            settled?.settled.keep(true)
            guard let given = await promise.value() else {
                stage.withLock { $0.forget(promise) }
                return .refusal(500, "Cancelled", "The connection was given up")
            }
            guard let event = given else { return .refusal(403, "InvalidStateTransition", "The sandbox has ended") }
            return .event(event)
        }
    }

    private func takeResponse(to id: String, _ request: WebRequest) async -> WebAnswer {
        let mode = request.headers["Lambda-Runtime-Function-Response-Mode"]
        guard mode == nil || mode?.lowercased() == "streaming" else {
            return .refusal(400, "InvalidFunctionResponseMode", "Invalid response mode: \(mode ?? "")")
        }
        let body = await request.body.whole(atMost: FunctionAnswer.limit)
        if case .broken = body { return .refusal(400, "TruncatedHTTPRequest", "The reply's body ended early") }
        switch stage.withLock({ $0.answer(id) }) {
        case .refused: return .wrongState
        case .wrongID: return .wrongID
        case .taken(let event):
            guard case .bytes(let bytes) = body else {
                event.reply.keep(.tooLarge)
                return .refusal(
                    413,
                    "RequestEntityTooLarge",
                    "Exceeded maximum allowed payload size (\(FunctionAnswer.limit) bytes)."
                )
            }
            let type = request.headers["Content-Type"] ?? "application/octet-stream"
            event.reply.keep(.answered(FunctionAnswer(bytes, contentType: type)))
            return .accepted
        }
    }

    private func takeError(of id: String, _ request: WebRequest) async -> WebAnswer {
        guard let fault = await fault(in: request) else {
            return .refusal(413, "RequestEntityTooLarge", "The error is too large")
        }
        switch stage.withLock({ $0.answer(id) }) {
        case .refused: return .wrongState
        case .wrongID: return .wrongID
        case .taken(let event):
            event.reply.keep(.failed(fault))
            return .accepted
        }
    }

    private func takeInitError(_ request: WebRequest) async -> WebAnswer {
        guard let fault = await fault(in: request) else {
            return .refusal(413, "RequestEntityTooLarge", "The error is too large")
        }
        guard stage.withLock({ $0.failStart() }) else { return .wrongState }
        started.keep(.failed(fault))
        return .accepted
    }

    private func fault(in request: WebRequest) async -> FunctionFault? {
        guard case .bytes(let bytes) = await request.body.whole(atMost: FunctionAnswer.limit) else { return nil }
        return FunctionFault(reported: bytes, type: request.headers["Lambda-Runtime-Function-Error-Type"])
    }

    /// Only what waits for the end is emulated: an extension that wants to see every event would wait in vain.
    private func register(_ request: WebRequest) async -> WebAnswer {
        let name = request.headers["Lambda-Extension-Name"] ?? ""
        guard !name.isEmpty, case .bytes(let bytes) = await request.body.whole(atMost: 1 << 20) else {
            return .refusal(400, "Extension.InvalidExtensionName", "Lambda-Extension-Name is missing")
        }
        let events: [String]
        do {
            events = try JSONValue(parsing: bytes)["events"]?.array?.compactMap(\.string) ?? []
        } catch {
            return .refusal(400, "InvalidRequestFormat", "\(error)")
        }
        if events.contains("INVOKE") {
            return .refusal(501, "NotEmulated", "INVOKE events of extensions are not emulated by this local cloud")
        }
        extensions.withLock { $0.names.append(name) }
        let answer: JSONValue = [
            "functionName": .string(function.name), "functionVersion": "$LATEST", "handler": .string(function.handler),
        ]
        return WebAnswer(
            status: 200,
            headers: ["Content-Type": "application/json", "Lambda-Extension-Identifier": name],
            body: .bytes(answer.bytes())
        )
    }

    private func nextExtensionEvent() async -> WebAnswer {
        let shutdown = extensions.withLock { $0.shutdown }
        guard let deadline = await shutdown.value() else {
            return .refusal(500, "Cancelled", "The connection was given up")
        }
        let event: JSONValue = [
            "eventType": "SHUTDOWN", "shutdownReason": "spindown", "deadlineMs": .number(JSONNumber(deadline)),
        ]
        return WebAnswer(status: 200, headers: ["Content-Type": "application/json"], body: .bytes(event.bytes()))
    }
}

extension WebAnswer {
    fileprivate static let accepted = WebAnswer(
        status: 202,
        headers: ["Content-Type": "application/json"],
        body: .bytes(Array(#"{"status":"OK"}"#.utf8))
    )
    fileprivate static let wrongID = refusal(400, "InvalidRequestID", "Invalid request ID")
    fileprivate static let wrongState = refusal(403, "InvalidStateTransition", "There is no event to be answered now")

    fileprivate static func refusal(_ status: Int, _ type: String, _ message: String) -> WebAnswer {
        let body: JSONValue = ["errorMessage": .string(message), "errorType": .string(type)]
        return WebAnswer(status: status, headers: ["Content-Type": "application/json"], body: .bytes(body.bytes()))
    }

    fileprivate static func event(_ event: RuntimeEvent) -> WebAnswer {
        var headers: WebHeaders = ["Content-Type": "application/json"]
        for field in event.head { headers.add(field.name, field.value) }
        return WebAnswer(status: 200, headers: headers, body: .bytes(event.payload))
    }
}
