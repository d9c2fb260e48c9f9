import Glibc
import HTTP
import Synchronization
import TestKit

/// A socket in front of a cloud, for clients that are programs of their own.
///
/// Its threads block, as those of a test's server do; the cloud itself answers in the test's own task.
final class BlockingFront: Sendable {
    private final class Exchange: Sendable {
        let request: WebRequest
        let answer = Shared([UInt8]?.none)

        init(_ request: WebRequest) {
            self.request = request
        }
    }

    private let server: ThreadedServer
    private let exchanges: AsyncStream<Exchange>

    var port: UInt16 { server.port }

    init() throws {
        let (stream, continuation) = AsyncStream.makeStream(of: Exchange.self)
        exchanges = stream
        server = try ThreadedServer { connection in
            while let exchange = Self.read(connection) {
                continuation.yield(exchange)
                if exchange.request.target == "/end" { return continuation.finish() }
                // The one thread that waits is this connection's own.
                while exchange.answer.withLock({ $0 == nil }) { usleep(200) }
                guard connection.send(exchange.answer.withLock { $0 ?? [] }) else { return }
            }
        }
    }

    /// Answers until somebody asks for `/end`.
    func serve(_ cloud: some Answerer) async throws {
        for await exchange in exchanges where exchange.request.target != "/end" {
            let bytes = try await Self.bytes(cloud.answer(exchange.request), to: exchange.request)
            exchange.answer.withLock { $0 = bytes }
        }
    }

    private static func read(_ connection: ServerConnection) -> Exchange? {
        guard let head = connection.head() else { return nil }
        let lines = head.split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        var headers = WebHeaders()
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers.add(String(line[..<colon]), String(line[colon...].dropFirst().drop { $0 == " " }))
        }
        if headers["Expect"] != nil { connection.send("HTTP/1.1 100 Continue\r\n\r\n") }
        let length = headers["Content-Length"].flatMap { Int($0) } ?? 0
        var body: [UInt8] = []
        while body.count < length {
            let piece = connection.read()
            if piece.isEmpty { return nil }
            body += piece
        }
        let request = WebRequest(
            method: String(words[0]),
            origin: WebOrigin(scheme: .http, host: "127.0.0.1"),
            target: String(words[1]),
            headers: headers,
            body: body.isEmpty ? .none : .bytes(body)
        )
        return Exchange(request)
    }

    private static func bytes(_ answer: WebAnswer, to request: WebRequest) async throws -> [UInt8] {
        var body: [UInt8] = []
        switch answer.body {
        case .none: break
        case .bytes(let bytes): body = bytes
        case .stream(let source, _):
            while case let piece = try await source.next(atMost: 65_536), !piece.isEmpty { body += piece }
        }
        var head = "HTTP/1.1 \(answer.status) Answer\r\n"
        for field in answer.headers.fields where field.name != "Content-Length" || request.method == "HEAD" {
            head += "\(field.name): \(field.value)\r\n"
        }
        let hasLength = request.method == "HEAD" && answer.headers["Content-Length"] != nil
        if !hasLength, answer.status != 204, answer.status != 304 { head += "Content-Length: \(body.count)\r\n" }
        return Array("\(head)\r\n".utf8) + body
    }
}
