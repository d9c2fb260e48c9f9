import Files
import HTTP
import JSON

/// What a client of the cloud asks for in the middle of a replay: `{"request": {"method": "GET", "path": "/docs"}}`.
///
/// With `url` in place of `path` it goes where an earlier answer said; `body` is JSON, `file` the bytes of a file
/// beside the replayed one. `expect` beside `request` says what the answer must hold.
struct ClientRequest: Sendable, Equatable {
    let method: String
    let target: String
    let headers: [(name: String, value: String)]
    let body: JSONValue?
    let file: String?
    private let expectation: Expectation?

    /// Nil where the value is no request at all.
    init?(_ value: JSONValue, line: Int) throws(ReplayInputFault) {
        guard let request = value["request"] else { return nil }
        func text(_ name: String) throws(ReplayInputFault) -> String? {
            guard let member = request[name] else { return nil }
            guard let text = member.string else { throw .wrong(what: "request.\(name)", wanted: "is text", line: line) }
            return text
        }
        method = try text("method") ?? "GET"
        let place = try text("path")
        let url = try text("url")
        guard let target = place ?? url.map(Self.target) else {
            throw .wrong(what: "request.path or request.url", wanted: "is missing", line: line)
        }
        self.target = target
        file = try text("file")
        expectation = try Expectation(value, line: line)
        body = request["body"]
        headers = (request["headers"]?.object?.members ?? []).map { ($0.key, $0.value.string ?? "") }
    }

    static func == (left: ClientRequest, right: ClientRequest) -> Bool {
        left.method == right.method && left.target == right.target && left.body == right.body
            && left.file == right.file && left.headers.map(\.name) == right.headers.map(\.name)
            && left.headers.map(\.value) == right.headers.map(\.value) && left.expectation == right.expectation
    }

    /// What only looks is to see all that came of what was done before.
    var isLook: Bool { method == "GET" || method == "HEAD" }

    /// Whether its answer is held against what was expected.
    var isHeld: Bool { expectation != nil }

    /// Why its answer will not do; nil where it will.
    func complaint(about answer: ClientAnswer) -> String? {
        let differences = expectation?.differences(from: answer) ?? []
        if !differences.isEmpty { return differences.joined(separator: "; ") }
        if answer.status < 400 || expectation?.namesStatus == true { return nil }
        return "\(answer.status)"
    }

    /// The path and query of a URL: whatever it names, it is asked of this cloud.
    private static func target(of url: String) -> String {
        guard let scheme = url.split(separator: ":").first, url.hasPrefix("\(scheme)://") else { return url }
        let rest = url.dropFirst("\(scheme)://".count)
        return rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
    }

    func web(to origin: WebOrigin, filesIn folder: String) throws -> WebRequest {
        var request = WebRequest(method: method, origin: origin, target: target)
        request.headers["Host"] = origin.authority
        for (name, value) in headers { request.headers[name] = value }
        if let file {
            let body = try FileBody("\(folder)/\(file)")
            request.headers["Content-Length"] = "\(body.length)"
            request.body = .stream(body, length: body.length)
        } else if let body {
            let bytes = body.bytes()
            if request.headers["Content-Type"] == nil { request.headers["Content-Type"] = "application/json" }
            request.headers["Content-Length"] = "\(bytes.count)"
            request.body = .bytes(bytes)
        }
        return request
    }
}

/// What a client was answered, in the order of the asking.
struct ClientAnswer: Sendable {
    let method: String
    let target: String
    /// Nil where an event of an HTTP API was handed to its function, and nothing was asked of the cloud.
    let request: ClientRequest?
    let status: Int
    let body: [UInt8]

    init(request: ClientRequest, status: Int, body: [UInt8]) {
        (method, target) = (request.method, request.target)
        self.request = request
        self.status = status
        self.body = body
    }

    /// Nil where the event is no request of a client.
    init?(event: ReplayEvent, _ answer: WebAnswer) {
        guard case .route = event.origin, let told = event.request else { return nil }
        (method, target) = told
        request = nil
        status = answer.status
        switch answer.body {
        case .bytes(let bytes): body = bytes
        case .none, .stream: body = []
        }
    }

    /// Why it will not do; nil where it will.
    var complaint: String? { request?.complaint(about: self) }

    /// What was only looked at is what whoever replays wants to see, and the one answer that an event has.
    var isShown: Bool { request?.isLook != false || complaint != nil }

    var json: JSONValue? { JSONValue(ifIn: body) }
}

extension JSONValue {
    /// Nil where the bytes are no JSON, which an answer need not be.
    init?(ifIn bytes: [UInt8]) {
        do {
            self = try JSONValue(parsing: bytes)
        } catch {
            return nil
        }
    }
}
