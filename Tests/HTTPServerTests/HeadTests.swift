import HTTP
import HTTPServer
import Testing

@Suite struct HeadTests {
    private static func read(_ text: String, limits: ServerLimits = ServerLimits()) throws(RequestFault) -> RequestHead?
    {
        var inbox = Inbox()
        var reader = HeadReader(limits: limits)
        inbox.append(text.utf8)
        return try reader.next(from: &inbox)
    }

    @Test func `a head is read as it stands`() throws {
        let text =
            "POST /a%2Fb//../c?x=%41+b&&y HTTP/1.1\r\nHost: bucket.localhost:4566\r\n"
            + "X-Empty:\r\nx-a:  1 2\t \r\nX-A: ü\r\n\r\n"
        let head = try #require(try Self.read(text))
        #expect(head.method == "POST")
        #expect(head.target == "/a%2Fb//../c?x=%41+b&&y")
        #expect(head.origin == WebOrigin(scheme: .http, host: "bucket.localhost", port: 4566))
        #expect(
            head.headers
                == WebHeaders([
                    .init("Host", "bucket.localhost:4566"), .init("X-Empty", ""), .init("x-a", "1 2"),
                    .init("X-A", "ü"),
                ])
        )
        #expect(head.framing == .none && head.keepsAlive && !head.expectsContinue && !head.isHTTP10)
    }

    @Test(
        arguments: [
            ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "/", "http://a"),
            ("GET / HTTP/1.1\r\nHost: a:\r\n\r\n", "/", "http://a"),
            ("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", "/", "http://[::1]"),
            ("\r\nGET / HTTP/1.7\r\nHost: a\r\n\r\n", "/", "http://a"),
            ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "*", "http://a"),
            ("GET http://b:8/c?d HTTP/1.1\r\nHost: a\r\n\r\n", "/c?d", "http://b:8"),
            ("GET HTTP://b?d HTTP/1.1\r\nHost: a\r\n\r\n", "/?d", "http://b"),
            ("GET http://b HTTP/1.1\r\nHost: a\r\n\r\n", "/", "http://b"),
            ("GET / HTTP/1.0\r\n\r\n", "/", nil),
            ("GET / HTTP/1.1\r\nHost:\r\n\r\n", "/", nil),
        ] as [(String, String, String?)]
    )
    func `target and host are told apart`(_ text: String, target: String, origin: String?) throws {
        let head = try #require(try Self.read(text))
        #expect(head.target == target)
        #expect(head.origin?.description == origin)
    }

    @Test(arguments: [
        ("1.1", "", true), ("1.1", "Connection: close\r\n", false), ("1.1", "connection: a, CLOSE ,b\r\n", false),
        ("1.0", "", false), ("1.0", "Connection: Keep-Alive\r\n", true),
        ("1.0", "Connection: keep-alive\r\nConnection: close\r\n", false),
    ])
    func `the client says whether the connection goes on`(version: String, fields: String, goesOn: Bool) throws {
        #expect(try Self.read("GET / HTTP/\(version)\r\nHost: a\r\n\(fields)\r\n")?.keepsAlive == goesOn)
    }

    @Test(arguments: [
        ("", RequestFraming.none, false), ("Content-Length: 0\r\n", .none, false),
        ("Content-Length: 007\r\n", .length(7), false), ("transfer-encoding: Chunked\r\n", .chunked, false),
        ("Content-Length: 7\r\nExpect: 100-Continue\r\n", .length(7), true), ("Expect: 100-continue\r\n", .none, true),
    ])
    func `a body is framed in one way`(fields: String, framing: RequestFraming, isAwaited: Bool) throws {
        let head = try #require(try Self.read("PUT / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"))
        #expect(head.framing == framing)
        #expect(head.expectsContinue == isAwaited)
    }

    /// Each is a line of a head that is well but for it, or a whole head.
    @Test(arguments: [
        ("Content-Length: 5\r\nContent-Length: 6", 400), ("Content-Length: 5\r\nContent-Length: 5", 400),
        ("Content-Length: 5\r\nTransfer-Encoding: chunked", 400), ("Content-Length: 5, 5", 400),
        ("Content-Length: +5", 400), ("Content-Length: -5", 400), ("Content-Length: 0x5", 400),
        ("Content-Length:", 400), ("Content-Length: 5 5", 400),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 400), ("Transfer-Encoding: gzip", 501),
        ("Transfer-Encoding: gzip, chunked", 501), ("Transfer-Encoding: chunked, identity", 501),
        ("Transfer-Encoding: xchunked", 501), ("Transfer-Encoding:", 501), ("Expect: 200-ok", 417),
        ("Host: b", 400), ("Host : b", 400), ("Content-Length : 5", 400), (" folded: 5", 400), ("a: b\r\n folded", 400),
        ("a: b\r\n\tfolded", 400), ("nothing", 400), (": value", 400), ("a b: c", 400), ("a\u{0}: c", 400),
        ("a: b\u{0}c", 400), ("a: b\rc", 400), ("a: b\nc: d", 400), ("ü: c", 400), ("a\u{7F}: c", 400),
    ])
    func `a field that could be read in two ways is refused`(line: String, status: Int) throws {
        let fault = #expect(throws: RequestFault.self) {
            try Self.read("PUT / HTTP/1.1\r\nHost: a\r\n\(line)\r\n\r\n")
        }
        #expect(fault?.status == status)
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400),
        ("GET / HTTP/1.1\nHost: a\n\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\n\n", 400), ("GET /\r\n\r\n", 400),
        ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET / x HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (" GET / HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400),
        ("GET x HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET ftp://b/ HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET /\u{7F} HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET / http/1.1\r\nHost: a\r\n\r\n", 400), ("GET / HTTP/11\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/1.10\r\nHost: a\r\n\r\n", 400), ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
        ("GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505), ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        ("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 501), ("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("PUT / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400), ("\u{16}\u{3}\u{1}", 400), ("\r\r\n\r\n", 400),
    ])
    func `what is no request is refused`(text: String, status: Int) {
        let fault = #expect(throws: RequestFault.self) { try Self.read(text) }
        #expect(fault?.status == status)
    }

    @Test(arguments: [
        ("GET /\(String(repeating: "a", count: 100))", 414),
        ("GET / HTTP/1.1\r\na: \(String(repeating: "b", count: 300))", 431),
        ("GET / HTTP/1.1\r\n\(String(repeating: "a: b\r\n", count: 5))", 431),
    ])
    func `a head over a limit is refused before it ends`(text: String, status: Int) {
        var limits = ServerLimits()
        (limits.requestLine, limits.head, limits.fieldCount) = (64, 256, 4)
        let fault = #expect(throws: RequestFault.self) { try Self.read(text, limits: limits) }
        #expect(fault?.status == status)
    }

    @Test func `bytes that are no UTF-8 are refused, for no string holds them`() {
        for head in [
            Array("GET /".utf8) + [0xFF] + Array(" HTTP/1.1\r\nHost: a\r\n\r\n".utf8),
            Array("GET / HTTP/1.1\r\nHost: a\r\nb: ".utf8) + [0xC3] + Array("\r\n\r\n".utf8),
        ] {
            var inbox = Inbox()
            var reader = HeadReader(limits: ServerLimits())
            inbox.append(head)
            #expect(throws: RequestFault.self) { try reader.next(from: &inbox) }
        }
    }

    @Test func `heads that come byte by byte are the same, and leave what follows`() throws {
        let one = "POST /one HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n"
        let two = "\r\nGET /two HTTP/1.1\r\nHost: b\r\n\r\n"
        var inbox = Inbox()
        var reader = HeadReader(limits: ServerLimits())
        var heads: [RequestHead] = []
        for byte in (one + two + "rest").utf8 {
            inbox.append(CollectionOfOne(byte))
            if let head = try reader.next(from: &inbox) { heads.append(head) }
        }
        #expect(heads == [try Self.read(one), try Self.read(two)])
        #expect(inbox.take(4) == Array("rest".utf8))
    }
}
