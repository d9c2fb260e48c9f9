import HTTP
import LocalCloud
import TestKit

/// A program of Tests/python that calls a cloud over a socket until it is done.
enum BotoPeer {
    static func lines(of program: String, against cloud: Cloud) async throws -> [String] {
        let server = try LoopbackServer()
        var boto = try Program(PythonPeer.command(program) + ["http://127.0.0.1:\(server.port)"])
        while true {
            let (request, connection) = try next(server)
            if request.target == "/done" {
                server.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", on: connection)
                break
            }
            server.send(text(of: await cloud.answer(request)), on: connection)
        }
        var lines: [String] = []
        while let line = boto.line() { lines.append(line) }
        return lines
    }

    private static func next(_ server: LoopbackServer) throws -> (WebRequest, Int32) {
        let received = try server.receive()
        let recorded = received.request
        let headers = recorded.headers.sorted { $0.key < $1.key }.map { WebHeaders.Field($0.key, $0.value) }
        let request = WebRequest(
            method: recorded.method,
            origin: WebOrigin(scheme: .http, host: "127.0.0.1", port: server.port),
            target: recorded.target,
            headers: WebHeaders(headers),
            body: recorded.body.isEmpty ? .none : .bytes(recorded.body)
        )
        return (request, received.connection)
    }

    private static func text(of answer: WebAnswer) -> [UInt8] {
        var body: [UInt8] = []
        if case .bytes(let bytes) = answer.body { body = bytes }
        let fields = answer.headers.fields.map { "\($0.name): \($0.value)\r\n" }.joined()
        return Array("HTTP/1.1 \(answer.status) Said\r\n\(fields)Content-Length: \(body.count)\r\n\r\n".utf8) + body
    }
}
