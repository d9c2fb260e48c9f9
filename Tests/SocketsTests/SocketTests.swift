import Glibc
import Sockets
import TestKit
import Testing

@Suite struct SocketTests {
    let server: LoopbackServer
    let socket: Socket

    init() throws {
        server = try LoopbackServer()
        socket = try Socket(connectingTo: Address(host: "127.0.0.1", port: server.port))
    }

    @Test func `both parts of a write arrive as one stream`() throws {
        try socket.write(Array("GET / HTTP/1.1\r\nContent-Length: 4\r\n\r\n".utf8), Array("body".utf8))
        let received = try server.receive()
        #expect(received.request.text == "body")
    }

    @Test func `a read appends what has come, at most the limit`() throws {
        server.send("hello", on: try server.accepted())
        var buffer = Array(">".utf8)
        #expect(try socket.read(into: &buffer, atMost: 2) == 2)
        #expect(try socket.read(into: &buffer, atMost: 100) == 3)
        #expect(String(decoding: buffer, as: UTF8.self) == ">hello")
    }

    @Test func `the other side's end is zero bytes`() throws {
        server.close(try server.accepted())
        var buffer: [UInt8] = []
        #expect(try socket.read(into: &buffer, atMost: 10) == 0)
    }

    @Test func `a write to a closed connection is an error, not a signal`() throws {
        server.close(try server.accepted())
        let piece = [UInt8](repeating: 0, count: 1 << 20)
        #expect(throws: StreamFailure.self) { for _ in 0..<10 { try socket.write(piece, []) } }
    }

    @Test func `a peer that answers instead of reading is heard`() throws {
        let connection = try server.accepted()
        server.abandon(connection)
        server.send("no", on: connection)
        let piece = [UInt8](repeating: 0, count: 64 << 20)
        let failure = #expect(throws: StreamFailure.self) { try socket.write([], piece) }
        guard case .answeredEarly(let taken) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(taken > 0 && taken < piece.count)
        var buffer: [UInt8] = []
        #expect(try socket.read(into: &buffer, atMost: 10) == 2)
    }

    @Test func `a socket is quiet until something comes, the end too`() throws {
        let connection = try server.accepted()
        #expect(socket.isQuiet)
        server.send("x", on: connection)
        #expect(try socket.waitForBytes(unless: Interruption()) == .readable)
        #expect(!socket.isQuiet)
        var buffer: [UInt8] = []
        #expect(try socket.read(into: &buffer, atMost: 10) == 1)
        #expect(socket.isQuiet)
        server.close(connection)
        #expect(try socket.waitForBytes(unless: Interruption()) == .readable)
        #expect(!socket.isQuiet)
    }

    @Test func `a closed socket reads its end`() throws {
        _ = try server.accepted()
        socket.close()
        socket.close()
        var buffer: [UInt8] = []
        #expect(try socket.read(into: &buffer, atMost: 10) == 0)
    }
}
