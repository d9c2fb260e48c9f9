import HTTP
import HTTPServer
import Sockets
import Synchronization
import TestKit
import Time

/// Serves until `stop` or the end of `body`, which has a thread of its own: clients of tests block.
func serving<Value: Sendable>(
    _ answerer: any Answerer,
    limits: ServerLimits = ServerLimits(),
    clock: any WallClock = SystemClock(),
    stop: Milestone = Milestone(),
    _ body: @escaping @Sendable (UInt16) async throws -> Value
) async throws -> Value {
    try await withEventLoop { crew in
        let server = try HTTPServer(on: crew, limits: limits, clock: clock)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await withDiscardingTaskGroup { serving in
                    serving.addTask { await server.serve(answerer) }
                    await stop.wait()
                    serving.cancelAll()
                }
            }
            defer { stop.reach() }
            return try await onThreadOfItsOwn { try await body(server.port) }
        }
    }
}

/// Runs work that blocks, away from the tests' own few threads.
func onThreadOfItsOwn<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    try await withEventLoop { crew in
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask(executorPreference: crew.loop) { try await work() }
            for try await value in group { return value }
            throw CancellationError()
        }
    }
}

/// Answers with what it was asked, the body as it comes.
struct Echo: Answerer {
    func answer(_ request: WebRequest) async -> WebAnswer {
        var headers: WebHeaders = [
            "X-Method": request.method, "X-Target": request.target, "X-Origin": request.origin.description,
        ]
        for field in request.headers.fields where field.name.hasPrefix("X-Echo-") {
            headers.add(field.name, field.value)
        }
        switch request.body {
        case .none: headers["X-Body"] = "none"
        case .bytes: headers["X-Body"] = "bytes"
        case .stream(_, let length): headers["X-Body"] = length.map { "stream of \($0)" } ?? "stream"
        }
        return WebAnswer(status: 200, headers: headers, body: request.body)
    }
}

/// Answers as a test says.
struct Scripted: Answerer {
    let conduct: @Sendable (WebRequest) async -> WebAnswer

    init(_ conduct: @escaping @Sendable (WebRequest) async -> WebAnswer) {
        self.conduct = conduct
    }

    func answer(_ request: WebRequest) async -> WebAnswer { await conduct(request) }
}

/// A client that says whatever a test likes; its calls block.
struct RawClient: ~Copyable {
    struct Answer: Equatable {
        let status: Int
        let head: String
        let body: String

        /// The value of a field, which is written in lower case.
        func field(_ name: String) -> String? {
            head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("\(name): ") }
                .map { String($0.dropFirst(name.utf8.count + 2)) }
        }
    }

    private let socket: Socket
    private var unread: [UInt8] = []

    init(_ port: UInt16) throws {
        socket = try Socket(connectingTo: Address(host: "127.0.0.1", port: port))
    }

    func send(_ text: String) throws { try socket.write(Array(text.utf8), []) }
    func close() { socket.close() }

    /// The next answer; nil at the end of the connection.
    mutating func answer(toHead isHead: Bool = false) throws -> Answer? {
        guard let head = try text(upTo: "\r\n\r\n") else { return nil }
        let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let plain = Answer(status: status, head: head, body: "")
        if isHead || status == 100 || status == 204 || status == 304 { return plain }
        var body: [UInt8] = []
        if let length = plain.field("content-length").flatMap({ Int($0) }) {
            body = try bytes(length)
        } else if plain.field("transfer-encoding") == "chunked" {
            while let size = try text(upTo: "\r\n").flatMap({ Int($0, radix: 16) }) {
                body += try bytes(size)
                _ = try text(upTo: "\r\n")
                if size == 0 { break }
            }
        } else {
            while try readMore() {}
            body = unread
            unread = []
        }
        return Answer(status: status, head: head, body: String(decoding: body, as: UTF8.self))
    }

    private mutating func text(upTo end: String) throws -> String? {
        let end = Array(end.utf8)
        while true {
            for index in unread.indices where unread[index...].starts(with: end) {
                defer { unread.removeSubrange(..<(index + end.count)) }
                return String(decoding: unread[..<index], as: UTF8.self)
            }
            if try !readMore() { return nil }
        }
    }

    private mutating func bytes(_ count: Int) throws -> [UInt8] {
        while unread.count < count, try readMore() {}
        defer { unread.removeSubrange(..<min(count, unread.count)) }
        return Array(unread.prefix(count))
    }

    private mutating func readMore() throws -> Bool { try socket.read(into: &unread, atMost: 65_536) > 0 }
}
