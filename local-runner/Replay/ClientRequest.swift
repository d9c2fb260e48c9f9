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

    /// Nil where the event is no request of a client: what an authorizer is asked has a type.
    init?(event: ReplayEvent, _ answer: WebAnswer) {
        guard case .route(let key) = event.origin, event.event["type"] == nil else { return nil }
        let http = event.event["requestContext"]?["http"]
        let words = key.split(separator: " ").map(String.init)
        method = http?["method"]?.string ?? words.first ?? ""
        target = event.event["rawPath"]?.string ?? http?["path"]?.string ?? words.last ?? ""
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

    var json: JSONValue? {
        do {
            return try JSONValue(parsing: body)
        } catch {
            return nil
        }
    }
}

/// Puts earlier answers in where a later request speaks of them: `{{1.id}}` is the member `id` of the first answer.
struct AnswerFiller {
    let answers: [ClientAnswer]

    /// A text that is one such mark and nothing else becomes whatever the answer holds.
    func filled(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): filled(text)
        case .array(let list): .array(list.map(filled))
        case .object(let object): .object(JSONObject(object.members.map { ($0.key, filled($0.value)) }))
        case .null, .bool, .number: value
        }
    }

    private func filled(_ text: String) -> JSONValue {
        var rest = Array(text.utf8)[...]
        var filled: [UInt8] = []
        while !rest.isEmpty {
            guard rest.starts(with: Self.opening), let end = Self.end(of: rest) else {
                filled.append(rest.removeFirst())
                continue
            }
            let mark = String(decoding: rest[(rest.startIndex + 2)..<end], as: UTF8.self)
            guard let value = self.value(of: mark) else {
                filled.append(rest.removeFirst())
                continue
            }
            if filled.isEmpty, end + 2 == rest.endIndex { return value }
            filled += (value.string ?? "").utf8
            rest = rest[(end + 2)...]
        }
        return .string(String(decoding: filled, as: UTF8.self))
    }

    private func value(of mark: String) -> JSONValue? {
        let parts = mark.split(separator: ".").map(String.init)
        guard let number = parts.first.flatMap({ Int($0) }), answers.indices.contains(number - 1) else { return nil }
        return parts.dropFirst().reduce(answers[number - 1].json) { $0?[$1] }
    }

    private static let opening = Array("{{".utf8)

    private static func end(of text: ArraySlice<UInt8>) -> Int? {
        text.indices.dropLast().first { text[$0] == UInt8(ascii: "}") && text[$0 + 1] == UInt8(ascii: "}") }
    }
}
