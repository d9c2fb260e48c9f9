import HTTP
import HTTPServer
import Synchronization
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct RequestBodyTests {
    @Test func `leave to send the body is given when it is first read`() async throws {
        let mayRead = Milestone()
        let reader = Scripted { request in
            guard case .stream(let source, length: 3) = request.body else { return WebAnswer(status: 500) }
            await mayRead.wait()
            return WebAnswer(status: 200, body: .bytes(await source.wholeText()))
        }
        try await serving(reader) { port in
            var client = try RawClient(port)
            try client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
            mayRead.reach()
            let leave = try #require(try client.answer())
            #expect(leave.status == 100 && leave.head == "HTTP/1.1 100 Continue")
            try client.send("abc")
            #expect(try client.answer()?.body == "abc")
        }
    }

    @Test func `leave is given too where there is nothing to send`() async throws {
        try await serving(Scripted { _ in WebAnswer(status: 204) }) { port in
            var client = try RawClient(port)
            for _ in 0..<2 {
                try client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nExpect: 100-continue\r\n\r\n")
                #expect(try client.answer()?.status == 100)
                #expect(try client.answer()?.status == 204)
            }
        }
    }

    @Test func `a body that nobody wants is not asked for, and the connection ends`() async throws {
        try await serving(Scripted { _ in WebAnswer(status: 403) }) { port in
            var client = try RawClient(port)
            try client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
            let answer = try #require(try client.answer())
            #expect(answer.status == 403 && answer.field("connection") == "close")
            #expect(try client.answer() == nil)
        }
    }

    @Test func `a body that came along needs no leave`() async throws {
        try await serving(Echo()) { port in
            var client = try RawClient(port)
            try client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc")
            let answer = try #require(try client.answer())
            #expect(answer.status == 200 && answer.field("x-body") == "bytes" && answer.body == "abc")
        }
    }

    @Test(arguments: ["Content-Length: 100000", "Transfer-Encoding: chunked"])
    func `a little that was not read is passed over`(framing: String) async throws {
        try await serving(Scripted { _ in WebAnswer(status: 403) }) { port in
            var client = try RawClient(port)
            let data = String(repeating: "x", count: 100_000)
            let body = framing.hasPrefix("C") ? data : "186a0\r\n\(data)\r\n0\r\n\r\n"
            try client.send("PUT / HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n\(body)")
            try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer()?.status == 403)
            #expect(try client.answer()?.status == 403)
        }
    }

    @Test func `much that was not read ends the connection behind the answer`() async throws {
        try await serving(Scripted { _ in WebAnswer(status: 403, body: .bytes(Array("no".utf8))) }) { port in
            let (status, output) = try Program([
                "sh", "-c",
                "head -c 4000000 /dev/zero | curl -sS -H Expect: --data-binary @- -w '%{http_code}' $0",
                "http://127.0.0.1:\(port)/",
            ]).finished()
            #expect(output.contains("no403"), "\(status): \(output)")
        }
    }

    @Test(arguments: ["x\r\n", "3\r\nabcX", "ffffffffffffff\r\n"])
    func `a chunk that is none is answered by the server`(chunk: String) async throws {
        let reader = Scripted { request in
            if case .stream(let source, _) = request.body { _ = await source.wholeText() }
            return WebAnswer(status: 200)
        }
        try await serving(reader) { port in
            var client = try RawClient(port)
            try client.send("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)")
            let answer = try #require(try client.answer())
            #expect(answer.status == (chunk.hasPrefix("f") ? 413 : 400) && answer.field("connection") == "close")
            #expect(try client.answer() == nil)
        }
    }

    @Test func `a body is given to one reader, and not beyond its exchange`() async throws {
        let kept = Shared<(any BodySource)?>(nil)
        let keeper = Scripted { request in
            if case .stream(let source, _) = request.body { kept.withLock { $0 = source } }
            return WebAnswer(status: 200)
        }
        try await serving(keeper) { port in
            var client = try RawClient(port)
            try client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n")
            #expect(try client.answer()?.status == 200)
            let source = try #require(kept.withLock { $0 })
            await #expect(throws: BodyFailure.self) { try await source.next(atMost: 10) }
            #expect(await source.rewind() == false)
        }
    }

    @Test func `a client that breaks off breaks the body`() async throws {
        let failures = Shared<[String]>([])
        let ended = Milestone()
        let reader = Scripted { request in
            if case .stream(let source, _) = request.body {
                do {
                    while try await !source.next(atMost: 10).isEmpty {}
                } catch {
                    failures.withLock { $0.append("\(error)") }
                }
            }
            ended.reach()
            return WebAnswer(status: 200)
        }
        try await serving(reader) { port in
            let client = try RawClient(port)
            try client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc")
            client.close()
            await ended.wait()
            #expect(failures.withLock { $0 } == ["the connection broke before the body was whole"])
        }
    }
}

extension BodySource {
    func wholeText() async -> [UInt8] {
        var whole: [UInt8] = []
        do throws(BodyFailure) {
            while case let piece = try await next(atMost: 4_096), !piece.isEmpty { whole += piece }
        } catch {
            return Array("\(error)".utf8)
        }
        return whole
    }
}
