import HTTP
import HTTPServer
import Synchronization
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct ExchangeTests {
    @Test func `a request goes to the answerer as it came`() async throws {
        try await serving(Echo()) { port in
            var client = try RawClient(port)
            try client.send(
                "PUT /a%2Fb//../%zz?b&a=%20 HTTP/1.1\r\nHost: q.localhost:1\r\nContent-Length: 2\r\n"
                    + "X-Echo-A: ü \r\n\r\nhi"
            )
            let answer = try #require(try client.answer())
            #expect(answer.status == 200)
            #expect(answer.field("x-method") == "PUT")
            #expect(answer.field("x-target") == "/a%2Fb//../%zz?b&a=%20")
            #expect(answer.field("x-origin") == "http://q.localhost:1")
            #expect(answer.field("x-echo-a") == "ü")
            #expect(answer.field("x-body") == "bytes")
            #expect(answer.field("date")?.hasSuffix(" GMT") == true)
            #expect(answer.field("connection") == nil)
            #expect(answer.body == "hi")
        }
    }

    @Test func `requests that come together are answered in their order`() async throws {
        try await serving(Echo()) { port in
            var client = try RawClient(port)
            let chunked = "POST /2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
            let whole = "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
            try client.send(whole + chunked + "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            var answers: [RawClient.Answer] = []
            while let answer = try client.answer() { answers.append(answer) }
            #expect(answers.map { $0.field("x-target") } == ["/1", "/2", "/3"])
            #expect(answers.map(\.body) == ["abc", "abc", ""])
            #expect(answers.map { $0.field("connection") } == [nil, nil, "close"])
            #expect(answers.map { $0.field("transfer-encoding") } == [nil, "chunked", nil])
        }
    }

    @Test(arguments: [("", "close"), ("Connection: keep-alive\r\n", "keep-alive")])
    func `HTTP 1.0 is answered in its own way`(field: String, connection: String) async throws {
        try await serving(Scripted { _ in WebAnswer(status: 200, body: .bytes(Array("ok".utf8))) }) { port in
            var client = try RawClient(port)
            try client.send("GET / HTTP/1.0\r\n\(field)\r\n")
            let answer = try #require(try client.answer())
            #expect(answer.field("connection") == connection)
            #expect(answer.body == "ok")
            if connection == "close" { #expect(try client.answer() == nil) }
        }
    }

    @Test func `a stream of no known length ends with the connection in HTTP 1.0`() async throws {
        try await serving(Scripted { _ in WebAnswer(status: 200, body: .stream(Pieces(["ab", "c"]), length: nil)) }) {
            port in
            var client = try RawClient(port)
            try client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            let answer = try #require(try client.answer())
            #expect(answer.field("transfer-encoding") == nil && answer.field("connection") == "close")
            #expect(answer.body == "abc")
        }
    }

    @Test(
        arguments: [
            ("HEAD", 200, WebBody.bytes(Array("abc".utf8)), [:], "3"),
            ("HEAD", 200, .none, ["Content-Length": "77"], "77"),
            ("HEAD", 200, .stream(Pieces(["abc"]), length: 3), [:], "3"),
            ("GET", 204, .none, ["Content-Length": "0"], nil),
            ("GET", 304, .bytes([1]), ["content-length": "9"], "9"), ("GET", 200, .none, ["Content-Length": "9"], "0"),
        ] as [(String, Int, WebBody, [String: String], String?)]
    )
    func `what has no body is sent without`(
        method: String,
        status: Int,
        body: WebBody,
        headers: [String: String],
        length: String?
    ) async throws {
        let answer = WebAnswer(status: status, headers: WebHeaders(headers.map { .init($0.key, $0.value) }), body: body)
        try await serving(Scripted { $0.target == "/" ? answer : WebAnswer(status: 201) }) { port in
            var client = try RawClient(port)
            try client.send("\(method) / HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            let first = try #require(try client.answer(toHead: method == "HEAD"))
            #expect(first.status == status && first.field("content-length") == length)
            #expect(try client.answer()?.status == 201)
        }
    }

    @Test(arguments: [
        WebAnswer(status: 200, headers: ["a": "b\r\nc: d"]), WebAnswer(status: 200, headers: ["a b": "c"]),
        WebAnswer(status: 200, headers: ["": "c"]), WebAnswer(status: 100), WebAnswer(status: 1_000),
    ])
    func `an answer that HTTP cannot say is said to be one`(_ answer: WebAnswer) async throws {
        try await serving(Scripted { _ in answer }) { port in
            var client = try RawClient(port)
            try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = try #require(try client.answer())
            #expect(answer.status == 500)
            #expect(!answer.head.contains("c: d"))
        }
    }

    @Test(arguments: [Pieces(["ab"]), Pieces(["ab", "cdefgh"]), Pieces(["ab"], fails: true)])
    func `a body that is not what was announced is no whole answer`(_ source: Pieces) async throws {
        try await serving(Scripted { _ in WebAnswer(status: 200, body: .stream(source, length: 4)) }) { port in
            var client = try RawClient(port)
            try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(throws: (any Error).self) {
                if let answer = try client.answer(), answer.body.utf8.count < 4 { throw BodyFailure("short") }
            }
        }
    }

    @Test func `a stream that fails in chunks has no last one`() async throws {
        try await serving(
            Scripted { _ in WebAnswer(status: 200, body: .stream(Pieces(["ab"], fails: true), length: nil)) }
        ) { port in
            let (status, output) = try Program(["curl", "-sS", "http://127.0.0.1:\(port)/"]).finished()
            #expect([18, 56].contains(status), "\(output)")
        }
    }
}

/// A stream of a test's words.
final class Pieces: BodySource {
    private let left: Mutex<[String]>
    private let fails: Bool

    init(_ pieces: [String], fails: Bool = false) {
        left = Mutex(pieces)
        self.fails = fails
    }

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        let piece = left.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if piece == nil, fails { throw BodyFailure("as the test wants") }
        return Array((piece ?? "").utf8)
    }

    func rewind() async -> Bool { false }
}
